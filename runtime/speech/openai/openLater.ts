import type { OpenAiSpeechOptions } from './openAiClient.ts'

/** A client that is made when somebody first speaks: a start does not wait for its library. */
export function openLater(options: OpenAiSpeechOptions) {
  let opened: ReturnType<typeof open> | null = null
  return () => {
    opened ??= open(options)
    return opened
  }
}

async function open(options: OpenAiSpeechOptions) {
  const { createOpenAiClient, toSpeechError } = await import('./openAiClient.ts')
  return { client: createOpenAiClient(options), toSpeechError }
}
