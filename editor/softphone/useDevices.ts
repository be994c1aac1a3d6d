import { useEffect, useState } from 'react'

/** Microphones or speakers of this computer; their names are known once a microphone has been opened. */
export function useDevices(
  wanted: 'audioinput' | 'audiooutput',
  opened: MediaStream | null,
): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([])
  useEffect(() => {
    const { mediaDevices } = navigator
    if (!mediaDevices || !opened) return
    const list = async () => {
      const all = await mediaDevices.enumerateDevices()
      setDevices(all.filter(({ kind, deviceId }) => kind === wanted && deviceId !== 'default'))
    }
    void list()
    mediaDevices.addEventListener('devicechange', list)
    return () => mediaDevices.removeEventListener('devicechange', list)
  }, [wanted, opened])
  return devices
}
