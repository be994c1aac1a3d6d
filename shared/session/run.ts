import { hearsAt, listenAlso } from '../compile/listenAlso.ts'
import type { Listener, Listening, Op, OpId, Program } from '../compile/program.ts'
import type { Document, Gather, Say, Verb } from '../fml/fml.ts'
import { toSpeech } from '../fml/parseSpeech.ts'
import { printedLength } from '../fml/printFml.ts'
import { isLanguage } from '../fml/shapes.ts'
import { renderTemplate } from '../text/liquid.ts'
import type { Effect } from './effect.ts'
import { fitHints, fitSpoken } from './fit.ts'
import type { Frame, Session } from './session.ts'
import type { Trace } from './trace.ts'

/** Most ops a call may run in all, and in one go without waiting. */
export const maxSteps = 1_000
export const maxStepsAtOnce = 200
/** A document this long is cut by a Redirect: with the longest op still to come it stays below what the language allows. */
const longDocument = 20_000

/** What engines speak when a verb names no language. */
const assumedLanguage = 'en-US'

/** What speaks: a node, and its own voice and language if it has any. */
export interface Speaker {
  readonly node: string
  readonly voice?: string
  readonly language?: string
  /** What kind of op it is; a model's answer can be begun early, unless `early` forbids it. */
  readonly op?: Op['op']
  readonly early?: false
}

/** The last second that was spelled: calls in progress look at the same ones, and spelling a whole time costs each turn. */
let spelled = { second: Number.NaN, text: '' }

/** A time (unix milliseconds) by ISO 8601. Pure: it came with the event. */
function spellTime(at: number): string {
  const second = Math.floor(at / 1_000)
  if (second !== spelled.second) {
    // biome-ignore lint/style/noRestrictedGlobals: a Date of a given time is a value
    spelled = { second, text: new Date(second * 1_000).toISOString().slice(0, -'000Z'.length) }
  }
  return `${spelled.text}${String(Math.floor(at) - second * 1_000).padStart(3, '0')}Z`
}

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }
/** Each member of a union without its `at`. */
type Untimed<Entry> = Entry extends unknown ? Omit<Entry, 'at'> : never
type WithoutId<Kind> = Kind extends unknown ? Omit<Kind, 'id'> : never

/** One step in the making: what it has said, asked for and noted so far. The session it started from stays as it was. */
export class Run {
  readonly program: Program
  readonly at: number
  readonly session: Draft<Session>
  readonly effects: Effect[] = []
  readonly trace: Trace[] = []
  document: Document | null = null
  /** Op at which a detour has just come back. */
  backAt: OpId | null = null
  private readonly verbs: Verb[] = []
  private steps = 0
  private length = 0
  private seen: (Pick<Session, 'vars' | 'nodes' | 'input'> & { readonly scope: object }) | null =
    null

  constructor(program: Program, session: Session, at: number) {
    this.program = program
    this.session = { ...session }
    this.at = at
  }

  op(id: OpId): Op | undefined {
    return Object.hasOwn(this.program.ops, id) ? this.program.ops[id] : undefined
  }

  note(entry: Untimed<Trace>): void {
    this.trace.push({ ...entry, at: this.at })
  }

  /** Counts an op; false when the call has run too long without anybody. */
  count(): boolean {
    this.steps++
    this.session.steps++
    return this.steps <= maxStepsAtOnce && this.session.steps <= maxSteps
  }

  /** Leaves a node by one of its ports. */
  leave(from: Op, port: string, to: OpId, reason?: string): OpId {
    const { node } = from
    this.note(
      reason ? { type: 'port.taken', node, port, reason } : { type: 'port.taken', node, port },
    )
    this.enter(to)
    if (this.isErrorPath(to)) {
      this.note({
        type: 'error.caught',
        node: from.node,
        message: `Nothing follows “${port}”: the call takes the error path.`,
      })
    }
    return to
  }

  private isErrorPath(to: OpId): boolean {
    if (to === this.program.error) return true
    const op = this.op(to)
    return op?.op === 'return' && op.failed === true
  }

  enter(id: OpId): void {
    const node = this.op(id)?.node
    if (node) this.note({ type: 'node.entered', node })
  }

  /** What templates and conditions see. Values are replaced and never changed: the same ones make the same scope. */
  scope(): object {
    const { vars, nodes, input } = this.session
    const { seen } = this
    if (seen?.vars === vars && seen.nodes === nodes && seen.input === input) return seen.scope
    const scope = this.makeScope()
    this.seen = { vars, nodes, input, scope }
    return scope
  }

  private makeScope(): object {
    const { call, vars, nodes, input } = this.session
    return {
      call: {
        ...{ from: call.from, to: call.to, direction: call.direction, sid: call.id },
        answeredBy: call.answeredBy ?? '',
      },
      vars,
      nodes,
      now: spellTime(this.at),
      input: {
        digits: input?.digits ?? '',
        speech: input?.speech ?? '',
        reason: input?.reason ?? '',
        confidence: input?.confidence ?? null,
      },
    }
  }

  /** What the call is inside of, outermost first. */
  get frames(): readonly Frame[] {
    return this.session.frames ?? []
  }

  /** Variables of the flow that the call is in. */
  variables(): Program['variables'] {
    const frame = this.frames.findLast((one) => one.type === 'call')
    const op = frame ? this.op(frame.op) : undefined
    return op?.op === 'call' ? op.variables : this.program.variables
  }

  /** Renders a template; one that fails prints nothing and is noted. */
  render(source: string, node: string): string {
    const rendered = renderTemplate(source, this.scope())
    if (rendered.ok) return rendered.value
    this.note({
      type: 'error.caught',
      node,
      message: `A text could not be written: ${rendered.error}.`,
    })
    return ''
  }

  /** Keeps a value under the node's name. */
  keep(node: string, values: Session['nodes']): void {
    const scope = this.program.scopes[node]
    if (scope === undefined) return
    const before = this.session.nodes[scope]
    const old =
      typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}
    this.session.nodes = { ...this.session.nodes, [scope]: { ...old, ...values } }
    for (const [name, value] of Object.entries(values)) {
      this.note({ type: 'value.set', node, name: `nodes.${scope}.${name}`, value })
    }
  }

  say(text: string, op: Speaker): void {
    if (text.trim() !== '') this.add(this.sayVerb(text, op, idOf(op.node)))
  }

  private sayVerb(text: string, op: Speaker, id: { readonly id?: string }): Say {
    return { type: 'say', ...id, ...toSpeech(fitSpoken(text.trim())), ...this.voice(op) }
  }

  /** What is open from anywhere at a node, the innermost first. */
  listeners(node: string): readonly Listener[] {
    return (this.program.anywhere ?? []).filter((listener) => hearsAt(listener, node))
  }

  add(verb: Verb): void {
    this.verbs.push(verb)
    this.length += 200 + lengthOf(verb)
  }

  get isLong(): boolean {
    return this.length > longDocument
  }

  get hasVerbs(): boolean {
    return this.verbs.length > 0
  }

  gather(op: Speaker, own: Listening, prompts: readonly string[]): void {
    const spoken = prompts.filter((text) => text.trim() !== '')
    this.addGather(
      op,
      own,
      spoken.map((text) => this.sayVerb(text, op, {})),
    )
  }

  /** Listens while sentences are spoken as they arrive. */
  gatherStream(op: Speaker, own: Listening): void {
    const { call, turn } = this.session
    const stream = `/hooks/say/${call.id}/${turn}`
    this.addGather(op, own, [{ type: 'say', ...this.voice(op), text: '', stream }])
  }

  private addGather(op: Speaker, own: Listening, prompt: readonly Say[]): void {
    const listening = listenAlso(own, this.listeners(op.node))
    const { input, numDigits, finishOnKey, timeout, interDigitTimeout, speechTimeout } = listening
    const gather: Gather = {
      type: 'gather',
      ...idOf(op.node),
      input,
      ...(numDigits === undefined ? {} : { numDigits }),
      ...(finishOnKey === undefined ? {} : { finishOnKey }),
      timeout: timeout / 1_000,
      ...(interDigitTimeout === undefined ? {} : { interDigitTimeout: interDigitTimeout / 1_000 }),
      ...(speechTimeout === undefined ? {} : { speechTimeout: speechTimeout / 1_000 }),
      ...hintsOf(listening),
      ...(listening.grammar ? { grammar: listening.grammar } : {}),
      ...(input.includes('speech') ? this.language(op) : {}),
      bargeIn: listening.bargeIn,
      ...(listening.minBargeInWords ? { minBargeInWords: listening.minBargeInWords } : {}),
      ...this.preparing(op),
      action: this.nextUrl(),
      prompt,
    }
    this.add(gather)
  }

  /** Where the engine may tell words that are likely to be the answer. */
  private preparing({ op, early }: Speaker): { readonly prepare?: string } {
    const { call, turn } = this.session
    const can = op === 'model' && early !== false && call.streams === true
    return can ? { prepare: `/hooks/prepare/${call.id}/${turn + 1}` } : {}
  }

  /** Asks for an effect and returns its id. */
  ask(effect: WithoutId<Effect>, summary: string): string {
    this.session.effects++
    const id = `e${this.session.effects}`
    this.effects.push({ ...effect, id })
    this.note({ type: 'effect.requested', node: effect.node, effect: effect.type, summary })
    return id
  }

  /** Answers the open turn with the verbs collected. */
  answer(): void {
    this.document = { verbs: [...this.verbs] }
    this.session.open = false
    this.note({ type: 'document.answered', turn: this.session.turn })
  }

  /** Answers with the verbs collected and has the engine come back at once. */
  answerAndReturn(): void {
    this.add({ type: 'redirect', url: this.nextUrl() })
    this.answer()
  }

  end(outcome: string, reason: string): void {
    this.session.status = 'ended'
    this.session.outcome = outcome
    this.session.waiting = { for: 'nothing' }
    this.note({ type: 'call.ended', outcome, reason })
  }

  nextUrl(): string {
    return `/hooks/voice/${this.session.call.id}/${this.session.turn + 1}`
  }

  private voice(op: Speaker): { voice?: string; language?: string } {
    const voice = op.voice ?? this.program.voice
    const own = op.language !== undefined && isLanguage(op.language) ? op.language : null
    const language = own ?? this.program.language
    const isAssumed = own === null && (language === assumedLanguage || !isLanguage(language))
    return { ...(voice === '' ? {} : { voice }), ...(isAssumed ? {} : { language }) }
  }

  /** Language that is listened for. */
  private language(op: Speaker): { language?: string } {
    const language = op.language ?? this.program.language
    return isLanguage(language) ? { language } : {}
  }
}

const idOf = (node: string): { id?: string } => (node === '' ? {} : { id: node })

/** Bytes a verb prints, at least; the rest of it is a few attributes. */
function lengthOf(verb: Verb): number {
  if (verb.type === 'say') return printedLength(verb.text) + (verb.parts ? verb.text.length : 0)
  if (verb.type === 'play') return printedLength(verb.url)
  return verb.type === 'dial' ? JSON.stringify(verb.targets).length : 0
}

const hintsOf = ({ hints = [] }: Listening): { readonly hints?: readonly string[] } => {
  const fitting = fitHints(hints)
  return fitting.length > 0 ? { hints: fitting } : {}
}
