import type { Dial, Record as RecordVerb } from '../fml/fml.ts'
import type { DialOp, RecordOp } from './program.ts'

/** What a record op says to the engine. */
export const recordOf = (op: RecordOp, action: string): RecordVerb => ({
  type: 'record',
  id: op.node,
  maxLength: op.maxLength / 1_000,
  timeout: op.timeout / 1_000,
  finishOnKey: op.finishOnKey,
  beep: op.beep,
  action,
})

const maxCallerId = 200
const maxWhisper = 4_000
/** An address that is longer is none. */
const maxAddress = 300

/** What a dial op says to the engine; `render` fills in its templates. */
export function dialOf(op: DialOp, action: string, render: (text: string) => string): Dial {
  const callerId = render(op.callerId).trim().slice(0, maxCallerId)
  const whisper = render(op.whisper).trim().slice(0, maxWhisper)
  const consent = render(op.consent ?? '')
    .trim()
    .slice(0, maxWhisper)
  return {
    type: 'dial',
    id: op.node,
    targets: op.targets
      .map(({ type, address }) => ({ type, address: render(address).trim() }))
      .filter(({ address }) => address !== '' && address.length <= maxAddress),
    ...(op.sequential ? { sequential: true } : {}),
    ...(callerId === '' ? {} : { callerId }),
    timeout: op.timeout / 1_000,
    timeLimit: op.timeLimit / 1_000,
    ...(whisper === '' ? {} : { whisper }),
    ...(op.acceptKey ? { acceptKey: op.acceptKey } : {}),
    ...(consent === '' ? {} : { consent }),
    ...(op.record ? { record: true } : {}),
    action,
  }
}
