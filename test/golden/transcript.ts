import type { Program } from '#shared/compile/program.ts'
import { printFmlLines } from '#shared/fml/printFml.ts'
import type { EffectResult } from '#shared/session/event.ts'
import type { Move, SimulatedTurn } from '#shared/session/simulate.ts'

/** The call as a person would read it: what came in, the way taken, what was asked outside, the FML. */
export function transcript(program: Program, turns: readonly SimulatedTurn[]): string {
  const lines = turns.flatMap((turn) => [
    `## ${describeMove(turn.move)}`,
    ...turn.trace.flatMap((entry) => {
      if (entry.type === 'port.taken') {
        return [`   ${entry.node} → ${entry.port}${entry.reason ? ` (${entry.reason})` : ''}`]
      }
      return entry.type === 'value.set' ? [`   ${entry.name} = ${JSON.stringify(entry.value)}`] : []
    }),
    ...turn.effects.map(({ effect, result }) =>
      effect.type === 'request'
        ? `   ${effect.method} ${effect.url} ${effect.body ?? ''} ⇒ ${describeResult(result)}`
        : `   model turn for ${effect.node}`,
    ),
    ...turn.documents.flatMap((document) => printFmlLines(document).map((line) => line.text)),
    '',
  ])
  const last = turns.at(-1)?.session
  return [
    `${Object.keys(program.ops).length} ops`,
    '',
    ...lines,
    `outcome: ${last?.outcome}`,
    '',
  ].join('\n')
}

function describeMove(move: Move | null): string {
  if (move === null) return 'The call comes in'
  if ('digits' in move) return `The caller presses ${move.digits}`
  if ('speech' in move) return `The caller says “${move.speech}”`
  if ('recording' in move) return `The caller leaves ${move.recording || 'no message'}`
  if ('dial' in move) return `The other side: ${move.dial}`
  return 'silence' in move ? 'The caller stays silent' : 'The caller hangs up'
}

const describeResult = (result: EffectResult): string =>
  result.type === 'response' ? `${result.status} ${JSON.stringify(result.body)}` : 'failed'
