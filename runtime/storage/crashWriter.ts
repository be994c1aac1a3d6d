import { openSqliteStore } from './sqlite.ts'
import type { TurnCommit } from './store.ts'

/** Writes turns of many calls until it is killed, and names each turn once it is acknowledged. For the crash test. */
const [, , path = '', round = ''] = process.argv
const store = await openSqliteStore(path)

const commitOf = (callId: string, turn: number): TurnCommit => ({
  callId,
  start:
    turn === 1
      ? {
          ...{ carrier: 'local', sid: callId, flowId: 'f', flowName: 'F', version: 1 },
          ...{ labels: 'l', channel: 'http', startedAt: 1 },
        }
      : null,
  session: {
    ...{ call: { id: callId, from: '', to: '', direction: 'inbound' }, program: 'p' },
    ...{ status: 'active', outcome: null, startedAt: 1, turn, open: false },
    ...{ waiting: { for: 'nothing' }, vars: { text: 'x'.repeat(1_000) }, nodes: {}, counts: {} },
    ...{ input: null, agents: {}, frames: [], steps: 0, effects: 0 },
  },
  version: turn - 1,
  pending: [],
  answer: { turn, document: `<Response id="${turn}"/>` },
  rows: [{ at: 1, type: 'document.answered', data: { turn } }],
  outbox: [],
  outcome: null,
})

async function talk(callId: string): Promise<void> {
  for (let turn = 1; ; turn++) {
    await store.commitTurn(commitOf(callId, turn))
    process.stdout.write(`${callId} ${turn}\n`)
  }
}

await Promise.all(Array.from({ length: 16 }, (_, index) => talk(`r${round}c${index}`)))
