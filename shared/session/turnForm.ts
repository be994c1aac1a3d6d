import { z } from 'zod'
import { dialStatuses, type Input } from './event.ts'

/** No call lasts a week. */
const seconds = z.coerce.number().min(0).max(604_800)
/** The form that an engine posts for a turn (`fml/README.md`). */
export const turnForm = z.object({
  Turn: z.coerce.number().int().positive(),
  Reason: z.enum(['digits', 'speech', 'timeout', 'redirect', 'recording', 'dial', 'stream']),
  Digits: z
    .string()
    .regex(/^[0-9*#A-D]{0,100}$/, 'holds keys only')
    .optional(),
  SpeechResult: z.string().max(4_000).optional(),
  Confidence: z.coerce.number().min(0).max(1).optional(),
  Heard: z.string().max(20_000).optional(),
  RecordingUrl: z.string().max(4_000).optional(),
  RecordingDuration: seconds.optional(),
  DialCallStatus: z.enum(dialStatuses).optional(),
  DialCallDuration: seconds.optional(),
  DialedTo: z.string().max(300).optional(),
  FailedVerb: z.string().min(1).max(200).optional(),
  FailedWhy: z.string().max(500).optional(),
})

/** What a posted turn reports, as the event holds it. */
export function toInput(form: Omit<z.output<typeof turnForm>, 'Turn'>): Input {
  return {
    reason: form.Reason,
    ...(form.Digits === undefined ? {} : { digits: form.Digits }),
    ...(form.SpeechResult === undefined ? {} : { speech: form.SpeechResult }),
    ...(form.Confidence === undefined ? {} : { confidence: form.Confidence }),
    ...(form.Heard === undefined ? {} : { heard: form.Heard }),
    ...(form.RecordingUrl === undefined ? {} : { recordingUrl: form.RecordingUrl }),
    ...(form.RecordingDuration === undefined ? {} : { recordingDuration: form.RecordingDuration }),
    ...(form.DialCallStatus === undefined ? {} : { dialStatus: form.DialCallStatus }),
    ...(form.DialCallDuration === undefined ? {} : { dialDuration: form.DialCallDuration }),
    ...(form.DialedTo === undefined ? {} : { dialedTo: form.DialedTo }),
    ...(form.FailedVerb === undefined ? {} : { failedVerb: form.FailedVerb }),
    ...(form.FailedWhy === undefined ? {} : { failedWhy: form.FailedWhy }),
  }
}
