import { defaults, type Record as RecordVerb } from '#shared/fml/fml.ts'
import type { CallContext, Next } from '../engine/callContext.ts'
import { playClips } from '../engine/playClips.ts'
import { besideSilence } from '../engine/stereoTrack.ts'
import { createBeep } from '../engine/tone.ts'
import { onAbort, settle } from '../engine/waiting.ts'
import { frameSamples, sampleRateHz } from '../line.ts'
import type { Recording, RecordingSink } from '../recorder.ts'

/** Kept of the silence before and after the words; what the detector needs to be sure is in it. */
const marginSamples = 0.4 * sampleRateHz
const beepLimit = 3_000

/** Records the caller and posts what was kept, also when the caller hangs up meanwhile. */
export async function record(verb: RecordVerb, call: CallContext): Promise<Next> {
  const { recorder, report, signal } = call
  const kept = recorder ? await recordInto(recorder.open({ channels: 2 }), verb, call) : null
  if (!recorder) {
    report({
      type: 'problem',
      message: 'Nothing can be recorded here.',
      remedy: 'Give the engine a folder for recordings.',
    })
  }
  if (kept) report({ type: 'recording', node: verb.id ?? null, ...kept })
  const form = { Reason: 'recording', ...recordingFields(kept) }
  if (!signal.aborted) return { type: 'post', path: verb.action, form }
  await call.postLast(verb.action, form)
  return { type: 'hangup', reason: 'over' }
}

/** What is posted of a recording; an empty address: nothing was kept. */
export const recordingFields = (kept: Recording | null): Readonly<Record<string, string>> => ({
  RecordingUrl: kept?.url ?? '',
  RecordingDuration: String(kept?.seconds ?? 0),
})

async function recordInto(
  sink: RecordingSink,
  verb: RecordVerb,
  call: CallContext,
): Promise<Recording | null> {
  const { line, clock, signal } = call
  if ((verb.beep ?? defaults.beep) && !signal.aborted) {
    const beep = line.play(createBeep())
    await settle(beep.done, { clock, within: beepLimit, signal })
  }
  const samples = await listen(sink, verb, call)
  const kept = await sink.finish(samples)
  if (sink.problem !== null) {
    call.report({
      type: 'problem',
      message: `A recording is not complete: ${sink.problem}`,
      remedy: 'Free space on the disk of DATA_DIR.',
    })
    await playClips(call.speak(call.texts.notRecorded), 1, call, signal)
  }
  return kept
}

/** Feeds the sink from the first word on; resolves with the samples worth keeping. */
function listen(sink: RecordingSink, verb: RecordVerb, call: CallContext): Promise<number> {
  const { clock, input, signal } = call
  const silence = 1_000 * (verb.timeout ?? defaults.recordTimeout)
  const detector = call.createDetector({ endMs: silence })
  return new Promise((resolve) => {
    let written = 0
    let hasSpoken = false
    let isSilent = false
    let isOver = false
    const write = (pcm: Int16Array) => {
      written += pcm.length
      // The caller left as in every recording; we are the right one, and say nothing meanwhile.
      sink.write(besideSilence(pcm))
    }
    const finish = () => {
      if (isOver) return
      isOver = true
      stopLongest()
      stopSilence()
      forget()
      input.attach(null)
      detector.close()
      const tail = isSilent ? (silence / 1_000) * sampleRateHz - marginSamples : 0
      resolve(Math.max(0, written - Math.max(0, tail)))
    }
    const stopLongest = clock.after(1_000 * (verb.maxLength ?? defaults.recordLength), finish)
    const stopSilence = clock.after(silence, finish)
    const key = verb.finishOnKey ?? defaults.finishOnKey
    let forget = () => {}
    forget = onAbort(signal, finish)
    if (signal.aborted) return
    const hear = (pcm: Int16Array) => {
      const event = detector.push(pcm)
      if (hasSpoken) write(pcm)
      else if (event?.type === 'start') {
        hasSpoken = true
        stopSilence()
        for (const frame of event.preRoll) write(frame)
      }
      isSilent = event?.type === 'end'
      if (isSilent || sink.problem !== null) finish()
    }
    input.attach({
      audio: (pcm) => {
        if (!isOver && pcm.length === frameSamples) hear(pcm)
      },
      digit: (digit) => {
        if (key !== '' && key.includes(digit)) finish()
      },
      // Words that are typed cannot be recorded.
      text: () => {},
    })
  })
}
