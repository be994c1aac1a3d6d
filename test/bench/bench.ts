/** `npm run bench`: gates are ratios measured in this run and decide the exit code; absolutes are reported. */

import { measureConversation } from './conversation.ts'
import { measureEditor } from './editor.ts'
import { type Gate, isHeld, type Measured, type Report } from './gates.ts'
import { measureNodeRed } from './nodeRed.ts'
import { measurePure } from './pure.ts'
import { measureStep } from './step.ts'
import { measureStore } from './store.ts'
import { measureTrunk } from './trunk.ts'
import { measureTurns } from './turns.ts'
import { measureVoice } from './voice.ts'

const suites: readonly (() => Promise<Measured>)[] = [
  measurePure,
  measureStep,
  measureTurns,
  measureStore,
  measureNodeRed,
  measureEditor,
  measureVoice,
  measureConversation,
  measureTrunk,
]

const gates: Gate[] = []
const reports: Report[] = []
for (const suite of suites) {
  const measured = await suite()
  for (const gate of measured.gates) {
    gates.push(gate)
    console.log(
      `${isHeld(gate) ? 'held  ' : 'missed'}  ${gate.name}: ${gate.ratio.toFixed(2)} (${gate.sign} ${gate.bound})`,
    )
  }
  for (const report of measured.reports) {
    reports.push(report)
    console.log(`report  ${report.name}: ${report.figure} (target ${report.target})`)
  }
  for (const line of measured.skipped ?? []) console.log(`skipped ${line}`)
}
const held = gates.filter(isHeld).length
console.log(`budgets: ${held} held, ${gates.length - held} missed`)
process.exit(held === gates.length ? 0 : 1)
