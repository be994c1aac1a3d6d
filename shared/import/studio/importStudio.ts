import type { FlowSettings } from '../../flow/flow.ts'
import { defaultSettings, scopeName } from '../../flow/flow.ts'
import { Drawing, type Position } from '../Drawing.ts'
import type { ImportLine, ImportResult } from '../report.ts'
import { isRecord, toList, toText } from '../text/values.ts'
import { convertConnect, convertFunction, convertRequest, convertVoicemail } from './connect.ts'
import { callTransition, firstOf, isOutbound, takesMessagesOnly } from './entry.ts'
import type { Found } from './findDefinition.ts'
import { convertGather } from './gather.ts'
import { type Context, type Converted, Job, maxQuoted, sentence } from './Job.ts'
import { convertSet, convertSubflow, convertUnknown, isNumeric } from './other.ts'
import { type MenuPlan, planMenus } from './planMenus.ts'
import { maxWidgets, readWidgets, type Transition, type Widget } from './readStudio.ts'
import { resolvePath, type WidgetScope } from './resolvePath.ts'
import { convertSayPlay } from './speak.ts'
import { convertSplit } from './split.ts'
import { templatesLeft } from './templatesLeft.ts'

/** What each type of widget becomes. */
const converters: Readonly<Record<string, (job: Job) => Converted>> = {
  'say-play': convertSayPlay,
  'gather-input-on-call': convertGather,
  'split-based-on': convertSplit,
  'set-variables': convertSet,
  'make-http-request': convertRequest,
  'run-function': convertFunction,
  'connect-call-to': convertConnect,
  'record-voicemail': convertVoicemail,
  'run-subflow': convertSubflow,
}

/** Draws a Studio flow as a flow of ours. */
export function importStudio({
  name,
  definition,
  title,
  at,
  holes,
  others,
}: Found & { readonly name: string }): ImportResult {
  const states = toList(definition['states'])
  if (states.length > maxWidgets) {
    return {
      ok: false,
      error: [
        {
          code: 'import.tooMany',
          severity: 'error',
          message: `The flow has ${states.length} widgets; up to ${maxWidgets} can be imported.`,
          hint: 'Split it into several flows.',
        },
      ],
    }
  }
  const studio = new Studio(readWidgets(states), toText(definition['initial_state']).trim())
  studio.noteFile(at, holes, others)
  return studio.import(title || toText(definition['description']).trim() || name)
}

/** One import on its way. */
class Studio {
  private readonly drawing = new Drawing()
  private readonly entries = new Map<string, Converted>()
  private readonly jobs = new Map<string, Job>()
  private readonly names = new Map<string, string>()
  private readonly trigger: Widget | undefined
  private readonly entry: Transition | string | null
  private readonly menus: ReadonlyMap<string, MenuPlan>
  private readonly owners = new Map<string, string>()
  private readonly widgets: readonly Widget[]

  constructor(widgets: readonly Widget[], initial: string) {
    this.widgets = widgets
    const triggers = widgets.filter((widget) => widget.type === 'trigger')
    this.trigger = triggers.find((widget) => widget.name === initial) ?? triggers[0]
    const first = widgets.find((widget) => widget.name === initial && widget.type !== 'trigger')
    this.entry = first
      ? first.name
      : this.trigger || initial !== ''
        ? callTransition(this.trigger)
        : firstOf(widgets)
    const entryName = typeof this.entry === 'string' ? this.entry : (this.entry?.next ?? null)
    this.menus = planMenus(widgets, entryName)
    for (const [gather, plan] of this.menus) {
      for (const split of plan.folded) this.owners.set(split, gather)
    }
  }

  noteFile(at: string, holes: readonly string[], others: readonly string[]): void {
    for (const other of others) {
      this.drawing.notConverted.push({
        kind: 'file',
        source: 'another flow',
        path: other,
        why: 'One flow is imported at a time; this file holds several: import this one from a file of its own.',
      })
    }
    if (takesMessagesOnly(this.trigger, this.widgets)) {
      this.drawing.notConverted.push({
        kind: 'file',
        source: 'flow of text messages',
        path: at,
        why: 'This flow only answers text messages: no call enters it, and no widget of it speaks or listens. Its widgets are drawn so that nothing is lost, but as a call it says nothing.',
      })
    }
    for (const hole of holes) {
      this.drawing.notConverted.push({
        kind: 'template',
        source: hole.slice(0, 200),
        path: at,
        why: 'The template around the flow fills this in; put the value in by hand.',
      })
    }
  }

  import(title: string): ImportResult {
    for (const widget of this.widgets) {
      if (!this.owners.has(widget.name))
        this.names.set(widget.name, this.drawing.reserveName(widget.name))
    }
    const settings = commonVoice(this.widgets)
    const context: Context = {
      drawing: this.drawing,
      language: settings.language,
      voice: settings.voice,
      menus: this.menus,
      scopes: this.scopes(),
      resolve: (segments) =>
        resolvePath(segments, {
          isOutbound: isOutbound(this.trigger),
          scopeOf: (widget) => context.scopes.get(widget),
          variable: (source) => this.drawing.variable(source),
        }),
    }
    const start = this.drawStart()
    for (const [index, widget] of this.widgets.entries()) this.convert(widget, index, context)
    this.wireStart(start)
    for (const widget of this.widgets) this.wire(widget)
    for (const widget of this.widgets) this.tell(widget, start)
    this.typeVariables()
    return this.drawing.finish(title, settings)
  }

  private scopes(): ReadonlyMap<string, WidgetScope> {
    return new Map(
      this.widgets.map((widget) => [
        widget.name,
        {
          kind: this.menus.has(widget.name) ? 'menu' : kindOf(widget),
          scope: scopeName(this.names.get(widget.name) ?? widget.name),
        },
      ]),
    )
  }

  private drawStart(): string {
    const name =
      (this.trigger && this.names.get(this.trigger.name)) ?? this.drawing.reserveName('Start')
    const first = this.widgets.find((widget) => widget.position)?.position ?? { x: 0, y: 0 }
    return this.drawing.add(
      'start',
      name,
      {},
      this.trigger?.position ?? { x: first.x, y: first.y - 200 },
    )
  }

  private convert(widget: Widget, index: number, context: Context): void {
    const name = this.names.get(widget.name)
    if (widget === this.trigger || name === undefined) return
    const job = new Job(context, widget, name, widget.position ?? grid(index))
    job.property('offset')
    const convert = Object.hasOwn(converters, widget.type) ? converters[widget.type] : undefined
    this.jobs.set(widget.name, job)
    this.entries.set(widget.name, (convert ?? convertUnknown)(job))
  }

  /** Node that is entered for a widget; a folded split is entered through its gather. */
  private entryOf(widget: string): string | undefined {
    return this.entries.get(widget)?.entry
  }

  private wireStart(start: string): void {
    const { entry } = this
    const to = typeof entry === 'string' ? entry : entry?.next
    const node = to == null ? undefined : this.entryOf(to)
    if (node !== undefined) this.drawing.wire(start, 'next', node)
  }

  private wire(widget: Widget): void {
    for (const exit of this.entries.get(widget.name)?.exits ?? []) {
      const target = exit.to?.next == null ? undefined : this.entryOf(exit.to.next)
      if (target !== undefined) this.drawing.wire(exit.node, exit.port, target)
    }
  }

  /** Reports a widget and its transitions. */
  private tell(widget: Widget, start: string): void {
    const { drawing } = this
    if (widget === this.trigger) {
      this.tellTrigger(widget, start)
      return
    }
    const owner = this.owners.get(widget.name)
    const own = this.entries.get(owner ?? widget.name)
    const job = this.jobs.get(owner ?? widget.name)
    if (!own || !job) return
    const line: ImportLine = {
      kind: 'widget',
      source: widget.name,
      path: widget.path,
      widget: widget.name,
      type: widget.type,
      node: own.node,
      became: this.names.get(owner ?? widget.name) ?? widget.name,
    }
    const unread = owner === undefined && own.why === undefined ? job.unread() : []
    const how = [
      ...widget.problems,
      ...(owner === undefined ? job.how : []),
      ...widget.transitions.flatMap((one) => {
        const why = own.why === undefined ? job.lost.get(one) : undefined
        return why === undefined ? [] : [`${one.event}: ${why}`]
      }),
      ...(unread.length > 0 ? [`left out: ${unread.join(', ')}`.slice(0, 500)] : []),
    ]
    if (own.why !== undefined)
      drawing.notConverted.push({ ...line, why: sentence([own.why, ...how]) })
    else if (how.length > 0) drawing.approximated.push({ ...line, how: sentence(how) })
    else drawing.converted.push(line)
    const used = new Set([
      ...own.exits.map((exit) => exit.to),
      ...(this.menus.get(owner ?? widget.name)?.inner ?? []),
    ])
    if (owner !== undefined) this.tellFolded(widget, line.became)
    for (const one of widget.transitions)
      this.tellTransition(widget, one, used.has(one), job.lost.get(one))
    this.tellLeftTemplates(widget, job.toldTemplates)
  }

  /** Templates in settings that no conversion looked at. */
  private tellLeftTemplates(widget: Widget, told: ReadonlySet<string>): void {
    for (const { path, source } of templatesLeft(widget, told)) {
      this.drawing.notConverted.push({
        kind: 'template',
        source: source.slice(0, maxQuoted),
        path,
        why: 'It is left out with the setting that it stands in.',
      })
    }
  }

  /** What a split compared is what its menu listens for. */
  private tellFolded(widget: Widget, owner: string | undefined): void {
    const sources = [
      { path: `${widget.path}.properties.input`, source: toText(widget.properties['input']) },
      ...widget.transitions.flatMap((one) =>
        one.conditions.map((condition, index) => ({
          path: `${one.path}.conditions.${index}.arguments.0`,
          source: condition.argument,
        })),
      ),
    ]
    const told = this.jobs.get(this.owners.get(widget.name) ?? '')?.toldTemplates
    for (const { path, source } of sources.filter((one) => one.source.includes('{{'))) {
      told?.add(path)
      this.drawing.converted.push({
        kind: 'template',
        source: source.slice(0, maxQuoted),
        path,
        became: `the answer to ${owner}`,
      })
    }
  }

  private tellTransition(
    widget: Widget,
    one: Transition,
    isUsed: boolean,
    why: string | undefined,
  ): void {
    const line = {
      kind: 'transition' as const,
      source: `${widget.name}.${one.event}`,
      path: one.path,
      became: one.next ?? 'not wired, as in the source',
    }
    const { converted, notConverted } = this.drawing
    if (why !== undefined) notConverted.push({ ...line, why: sentence([why]) })
    else if (one.next === null) converted.push(line)
    else if (!this.names.has(one.next) && !this.owners.has(one.next)) {
      notConverted.push({ ...line, why: `There is no widget ${one.next.slice(0, 100)}.` })
    } else if (isUsed) converted.push(line)
    else notConverted.push({ ...line, why: 'The step has no such way out.' })
  }

  private tellTrigger(widget: Widget, start: string): void {
    const { drawing, entry } = this
    const line: ImportLine = {
      kind: 'widget',
      source: widget.name,
      path: widget.path,
      widget: widget.name,
      type: widget.type,
      node: start,
      became: this.names.get(widget.name) ?? widget.name,
    }
    const how = [
      ...widget.problems.filter((problem) => !problem.includes('properties')),
      ...(typeof entry === 'string' ? [`the flow begins at ${entry}, its initial state`] : []),
      ...(entry !== null &&
      typeof entry !== 'string' &&
      entry.event.toLowerCase() !== 'incomingcall'
        ? [`calls enter where ${entry.event} led, as nothing is wired for incomingCall`]
        : []),
    ]
    if (how.length > 0) drawing.approximated.push({ ...line, how: sentence(how) })
    else drawing.converted.push(line)
    for (const one of widget.transitions) {
      const isOther = one !== entry && one.next !== null
      this.tellTransition(
        widget,
        one,
        one === entry,
        isOther ? 'only calls start a flow here' : undefined,
      )
    }
    this.tellLeftTemplates(widget, new Set())
  }

  /** A variable that is only ever given numbers holds numbers. */
  private typeVariables(): void {
    const values = new Map<string, boolean>()
    for (const widget of this.widgets) {
      if (widget.type !== 'set-variables') continue
      for (const one of toList(widget.properties['variables'])) {
        if (!isRecord(one)) continue
        const key = toText(one['key'])
        if (key !== '')
          values.set(key, (values.get(key) ?? true) && isNumeric(toText(one['value'])))
      }
    }
    for (const [key, isNumber] of values)
      if (isNumber) this.drawing.holdsNumbers(this.drawing.variable(key))
  }
}

function kindOf(widget: Widget): WidgetScope['kind'] {
  switch (widget.type) {
    case 'gather-input-on-call': {
      const wired = (event: string) =>
        widget.transitions.some((one) => one.event.toLowerCase() === event && one.next !== null)
      if (!wired('speech')) return 'keys'
      return wired('keypress') ? 'both' : 'words'
    }
    case 'make-http-request':
    case 'run-function':
      return 'request'
    case 'connect-call-to':
      return 'transfer'
    case 'record-voicemail':
      return 'voicemail'
    default:
      return 'other'
  }
}

/** The voice and the language that most widgets speak. */
function commonVoice(widgets: readonly Widget[]): Pick<FlowSettings, 'voice' | 'language'> {
  const texts = (key: string) =>
    widgets
      .map((widget) => toText(widget.properties[key]).trim())
      .filter((text) => text !== '' && text !== 'default' && !/[${}]/.test(text))
  const isTag = (text: string) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(text)
  const language =
    mostCommon([...texts('language')].filter(isTag)) ??
    mostCommon(texts('gather_language').filter(isTag))
  return {
    voice: mostCommon(texts('voice').filter((text) => text.length <= 100)) ?? '',
    language: language ?? defaultSettings.language,
  }
}

function mostCommon(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

/** Places for widgets that have none. */
const grid = (index: number): Position => ({ x: (index % 6) * 320, y: Math.floor(index / 6) * 220 })
