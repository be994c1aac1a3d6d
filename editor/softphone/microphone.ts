import { t } from '../i18n/t.ts'
import { PhoneError } from './phoneError.ts'

/** Opens a microphone; an empty id is the browser's own choice. */
export async function openMicrophone(deviceId: string): Promise<MediaStream> {
  // Browsers hide microphones from pages that are neither local nor served with TLS.
  if (!navigator.mediaDevices) {
    throw new PhoneError(
      t(
        'This page may not use a microphone: open it as http://localhost or over https. You can type instead.',
      ),
    )
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: deviceId === '' ? true : { deviceId: { exact: deviceId } },
    })
  } catch (error) {
    throw new PhoneError(sentences()[error instanceof Error ? error.name : ''] ?? other())
  }
}

const sentences = (): Readonly<Record<string, string>> => ({
  NotAllowedError: t(
    'The browser does not let this page hear you. Click the microphone or the lock beside the address, allow the microphone, and press Call again. Or type instead.',
  ),
  NotFoundError: t('No microphone was found. Plug one in and press Call again. Or type instead.'),
  NotReadableError: t(
    'Another program is using the microphone. Close it and press Call again. Or type instead.',
  ),
  OverconstrainedError: t(
    'The chosen microphone is gone. Choose another one and press Call again. Or type instead.',
  ),
})
const other = () =>
  t('The microphone could not be opened. Check it and press Call again. Or type instead.')
