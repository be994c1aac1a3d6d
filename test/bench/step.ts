import { readFileSync } from 'node:fs'
import { compile } from '#shared/compile/compile.ts'
import type { Program } from '#shared/compile/program.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { createSession } from '#shared/session/createSession.ts'
import type { CallEvent } from '#shared/session/event.ts'
import { step } from '#shared/session/step.ts'
import { renderTemplate } from '#shared/text/liquid.ts'
import { type Measured, median, ratioOf, time } from './gates.ts'
import { largeFlow } from './largeFlow.ts'

/** Steps of one core: whole turns of a call, and Liquid whose templates are parsed once. */
export async function measureStep(): Promise<Measured> {
  return {
    gates: await liquidGate(),
    reports: [await turnsPerSecond(), await templatesPerSecond()],
  }
}

const turns = 2_000

/** A caller at a menu who presses a key that leads back to it: a turn with a branch, a document and a session. */
async function turnsPerSecond() {
  const program = menuProgram()
  const call = { id: 'C1', from: '+12025550188', to: '+12025550100', direction: 'inbound' as const }
  const run = () => {
    let done = 0
    let session = step(program, createSession(program, call), {
      type: 'call.started',
      at: 0,
    }).session
    while (done < turns) {
      const event: CallEvent = {
        type: 'turn.posted',
        at: 0,
        turn: session.turn + 1,
        input: { reason: 'digits', digits: '3' },
      }
      const taken = step(program, session, event)
      // A long call ends at its limit of steps: the next one begins.
      session =
        taken.session.status === 'ended'
          ? step(program, createSession(program, call), { type: 'call.started', at: 0 }).session
          : taken.session
      done++
    }
  }
  return {
    name: 'turns stepped on one core',
    target: '10,000 a second',
    figure: perSecond(turns, await medianTime(run)),
  }
}

const template = 'Welcome to {{ vars.city }}. You have {{ vars.count | plus: 1 }} messages.'
const scope = { vars: { city: 'Boston', count: 2 } }
const renderings = 5_000

async function templatesPerSecond() {
  const run = () => {
    for (let index = 0; index < renderings; index++) renderTemplate(template, scope)
  }
  return {
    name: 'templates rendered on one core',
    target: '100,000 a second',
    figure: perSecond(renderings, await medianTime(run)),
  }
}

/** Liquid that is parsed once, of Liquid that is parsed every time: each text is another. */
async function liquidGate() {
  let fresh = 0
  const once = () => {
    for (let index = 0; index < renderings; index++) renderTemplate(template, scope)
  }
  const everyTime = () => {
    for (let index = 0; index < renderings; index++) {
      renderTemplate(`${template} ${fresh++}`, scope)
    }
  }
  const { ratio } = await ratioOf(once, everyTime)
  return [
    {
      name: 'rendering a template parsed before, of a new one',
      sign: '≤' as const,
      bound: 0.5,
      ratio,
    },
  ]
}

async function medianTime(run: () => void): Promise<number> {
  run()
  const times: number[] = []
  for (let round = 0; round < 7; round++) times.push(await time(run))
  return median(times)
}

const perSecond = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en-US')} a second`

function menuProgram(): Program {
  const file = new URL('../../flows/clinic-front-desk.flow.json', import.meta.url)
  const flow = parseFlow(JSON.parse(readFileSync(file, 'utf8')))
  const compiled = compile(flow.ok ? flow.value : largeFlow(10))
  if (!compiled.ok) throw new Error('The bench flow does not compile')
  return compiled.value.program
}
