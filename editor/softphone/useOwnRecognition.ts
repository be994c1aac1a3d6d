import { useEffect } from 'react'
import { useEnvironment } from '../api/queries.ts'
import { useEditor } from '../state/EditorContext.ts'
import { sayWords } from './phoneStore.ts'
import { usePhone } from './usePhone.ts'

/** The part of the Web Speech API that is used; browsers differ in its name and TypeScript has none. */
interface Recognition {
  lang: string
  continuous: boolean
  start(): void
  abort(): void
  addEventListener(type: 'result' | 'end', listener: (event: Event) => void): void
}

const hasWords = (value: unknown): value is { readonly transcript: string } =>
  typeof value === 'object' && value !== null && 'transcript' in value

/** Makes the browser's own recogniser, if it has one. */
function createRecognition(): Recognition | null {
  const Made: unknown =
    Reflect.get(window, 'SpeechRecognition') ?? Reflect.get(window, 'webkitSpeechRecognition')
  // The constructor is the browser's: its shape is fixed by the Web Speech API.
  return typeof Made === 'function' ? (Reflect.construct(Made, []) as Recognition) : null
}

/** True when the browser could recognise speech itself. */
export const hasOwnRecognition = (): boolean =>
  'SpeechRecognition' in window || 'webkitSpeechRecognition' in window

/** When the server cannot recognise speech, the browser's own words are sent as if they were typed. */
export function useOwnRecognition(): void {
  const environment = useEnvironment()
  const isMissing = environment.data?.recognizer.available === false
  const language = useEditor((state) => state.flow.settings.language)
  const isTalking = usePhone(
    ({ stage, muted }) => stage.type === 'live' && stage.channel === 'voice' && !muted,
  )
  useEffect(() => {
    if (!isMissing || !isTalking) return
    const recognition = createRecognition()
    if (!recognition) return
    let isActive = true
    recognition.lang = language
    recognition.continuous = true
    recognition.addEventListener('result', (event) => {
      const results: unknown = Reflect.get(event, 'results')
      const last: unknown = Array.from(toList(results)).at(-1)
      const best: unknown = Array.from(toList(last))[0]
      if (hasWords(best) && best.transcript.trim() !== '') sayWords(best.transcript.trim())
    })
    recognition.addEventListener('end', () => {
      if (isActive) recognition.start()
    })
    recognition.start()
    return () => {
      isActive = false
      recognition.abort()
    }
  }, [isMissing, isTalking, language])
}

/** The API's lists have a length and numbers as keys. */
const toList = (value: unknown): ArrayLike<unknown> =>
  typeof value === 'object' && value !== null && 'length' in value
    ? (value as ArrayLike<unknown>)
    : []
