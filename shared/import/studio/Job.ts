import type { FlowNode } from '../../flow/flow.ts'
import type { Drawing } from '../Drawing.ts'
import { moveTemplate, type ResolvePath } from '../text/moveTemplate.ts'
import { clamp, toNumber, toText } from '../text/values.ts'
import type { MenuPlan } from './planMenus.ts'
import type { Transition, Widget } from './readStudio.ts'
import type { WidgetScope } from './resolvePath.ts'

/** Most characters of a text that the report quotes. */
export const maxQuoted = 4_000

/** A port and the transition of the source that says where it leads. */
export interface Exit {
  readonly node: string
  readonly port: string
  readonly to: Transition | undefined
}

/** What a widget became. */
export interface Converted {
  /** Node that is entered first. */
  readonly entry: string
  /** Node that stands for the widget. */
  readonly node: string
  readonly exits: readonly Exit[]
  /** Set where nothing here does what the widget does. */
  readonly why?: string
}

export interface Context {
  readonly drawing: Drawing
  readonly resolve: ResolvePath
  readonly language: string
  readonly voice: string
  readonly scopes: ReadonlyMap<string, WidgetScope>
  readonly menus: ReadonlyMap<string, MenuPlan>
}

/** The conversion of one widget: makes its nodes, moves its texts, notes what differs. */
export class Job {
  readonly how: string[] = []
  readonly lost = new Map<Transition, string>()
  readonly context: Context
  readonly widget: Widget
  private readonly name: string
  private readonly position: FlowNode['position']
  private extra = 0
  private readonly leads: string[] = []
  private readonly read = new Set<string>()
  /** Places of texts whose templates are in the report. */
  readonly toldTemplates: Set<string> = new Set()

  constructor(context: Context, widget: Widget, name: string, position: FlowNode['position']) {
    this.context = context
    this.widget = widget
    this.name = name
    this.position = position
  }

  /** The node that stands for the widget. */
  node(type: string, data: FlowNode['data']): string {
    return this.context.drawing.add(type, this.name, data, this.position)
  }

  /** Another node of the widget, beside it. */
  beside(type: string, suffix: string, data: FlowNode['data']): string {
    const { drawing } = this.context
    this.extra++
    const name = drawing.reserveName(`${this.name} ${suffix}`)
    const position = { x: this.position.x, y: this.position.y - 20 * this.extra }
    return drawing.add(type, name, data, position)
  }

  /** A node that runs before the widget's own. */
  lead(type: string, suffix: string, data: FlowNode['data']): void {
    const id = this.beside(type, suffix, data)
    const last = this.leads.at(-1)
    if (last !== undefined) this.context.drawing.wire(last, 'next', id)
    this.leads.push(id)
  }

  /** Puts the leads before the widget's node. */
  done(node: string, exits: readonly Exit[], why?: string): Converted {
    const last = this.leads.at(-1)
    if (last !== undefined) this.context.drawing.wire(last, 'next', node)
    return {
      entry: this.leads[0] ?? node,
      node,
      exits,
      ...(why === undefined ? {} : { why }),
    }
  }

  /** A property that this conversion looks at. */
  property(...keys: readonly string[]): unknown {
    for (const key of keys) this.read.add(key)
    for (const key of keys) {
      const value = this.widget.properties[key]
      if (value !== undefined && value !== null && value !== '') return value
    }
    return undefined
  }

  /** A number within bounds; one that is none, or outside them, is told. */
  number(usual: number, [min, max]: readonly [number, number], ...keys: readonly string[]): number {
    const given = this.property(...keys)
    const value = toNumber(given)
    const bounded = clamp(value ?? usual, min, max)
    if (given !== undefined && value !== bounded) {
      this.how.push(`${keys[0]} of ${toText(given).slice(0, 60) || 'no number'} becomes ${bounded}`)
    }
    return bounded
  }

  /** Properties that say nothing to a conversion or that it does not read; empty ones are left out. */
  unread(): readonly string[] {
    return Object.entries(this.widget.properties).flatMap(([key, value]) =>
      this.read.has(key) || value === null || value === '' || value === false || value === 'false'
        ? []
        : [key],
    )
  }

  /** A text of the widget with its templates moved; one that is too long is cut and said so. */
  text(value: unknown, at: string, max: number): string {
    const moved = this.move(toText(value), `${this.widget.path}.properties.${at}`)
    if (moved.length <= max) return moved
    this.how.push(`${at} is cut at ${max} characters`)
    // Never inside a template or half a character.
    const cut = moved.slice(0, max)
    const open = Math.max(cut.lastIndexOf('{{'), cut.lastIndexOf('{%'))
    const isOpen = open > Math.max(cut.lastIndexOf('}}'), cut.lastIndexOf('%}'))
    return (isOpen ? cut.slice(0, open) : cut).toWellFormed()
  }

  /** Moves a template and reports it. */
  move(source: string, path: string): string {
    const { drawing, resolve } = this.context
    const moved = moveTemplate(source, resolve)
    if (this.toldTemplates.has(path)) return moved.text
    this.toldTemplates.add(path)
    const line = {
      kind: 'template' as const,
      source: source.slice(0, maxQuoted),
      path,
      became: moved.text.slice(0, maxQuoted),
    }
    if (moved.why.length > 0) {
      this.how.push(...moved.why)
      drawing.notConverted.push({ ...line, why: sentence(moved.why) })
    } else if (moved.how.length > 0)
      drawing.approximated.push({ ...line, how: sentence(moved.how) })
    else if (moved.isTemplate) drawing.converted.push(line)
    return moved.text
  }

  /** The transition of an event, the wired one first. */
  on(...events: readonly string[]): Transition | undefined {
    const named = events.flatMap((event) =>
      this.widget.transitions.filter((one) => one.event.toLowerCase() === event.toLowerCase()),
    )
    return named.find((one) => one.next !== null) ?? named[0]
  }
}

/** Parts of a reason as one sentence. */
export function sentence(parts: readonly string[]): string {
  const text = [...new Set(parts)].join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
