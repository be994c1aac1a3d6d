import { useEffect, useState } from 'react'

/** Microphones of this computer; their names are known once one has been opened. */
export function useMicrophones(opened: MediaStream | null): readonly MediaDeviceInfo[] {
  const [microphones, setMicrophones] = useState<readonly MediaDeviceInfo[]>([])
  useEffect(() => {
    const { mediaDevices } = navigator
    if (!mediaDevices || !opened) return
    const list = async () => {
      const devices = await mediaDevices.enumerateDevices()
      setMicrophones(
        devices.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default'),
      )
    }
    void list()
    mediaDevices.addEventListener('devicechange', list)
    return () => mediaDevices.removeEventListener('devicechange', list)
  }, [opened])
  return microphones
}
