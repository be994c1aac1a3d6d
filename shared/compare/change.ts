import type { FlowNode, FlowSettings, FlowVariable } from '../flow/flow.ts'

/** A JSON value of a node's data; absent: the field is not there. */
export type FieldValue = FlowNode['data'][string] | undefined

/** Another step, by its name on the side that it is on. */
export interface StepName {
  readonly id: string
  readonly name: string
}

/** One thing that is different in the second of two flows. A step that is only moved is not. */
export type Change =
  | { readonly type: 'flow.name'; readonly before: string; readonly after: string }
  | SettingChange
  | { readonly type: 'variable.added' | 'variable.removed'; readonly variable: FlowVariable }
  | {
      readonly type: 'variable.changed'
      readonly name: string
      readonly before: FlowVariable
      readonly after: FlowVariable
    }
  | StepChange

export interface SettingChange {
  readonly type: 'setting'
  readonly key: keyof FlowSettings
  readonly before: string | number
  readonly after: string | number
}

/** A change at a step; `step` is where it is to be seen. */
export type StepChange = { readonly step: StepName } & (
  | { readonly type: 'step.added' | 'step.removed'; readonly node: FlowNode }
  | { readonly type: 'step.renamed'; readonly before: string; readonly after: string }
  | { readonly type: 'step.retyped'; readonly before: string; readonly after: string }
  | ({ readonly type: 'field'; readonly before: FieldValue; readonly after: FieldValue } & Place)
  | ({ readonly type: 'item.added' | 'item.removed'; readonly item: string } & Place)
  /** The same things in another order. */
  | ({ readonly type: 'order' } & Place)
  | {
      readonly type: 'way'
      readonly port: string
      /** What the canvas calls the port. */
      readonly title: string
      readonly before: StepName | null
      readonly after: StepName | null
    }
)

interface Place {
  readonly nodeType: string
  /** Keys into the data; things in a list by their id, else by their index. */
  readonly path: readonly string[]
  /** What the thing in the list is called that the path goes through; absent: it goes through none. */
  readonly inside?: string
}
