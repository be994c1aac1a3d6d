import type { ComponentType } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import type { NodeDefinition } from '#shared/nodes/defineNode.ts'
import { t } from '../i18n/t.ts'

type AnyData = FlowNode['data']

/** What a node type's form gets. */
export interface FormProps<Data> {
  readonly data: Data
  /**
   * Changes one key of the data. `field` is the dotted path that is being typed in: a run of changes of the same field
   * is one step of undo. Without it the change is a step of its own.
   */
  set<Key extends keyof Data>(key: Key, value: Data[Key], field?: string): void
}

export type IconComponent = ComponentType<{ size?: number | string; stroke?: number | string }>

/** What edits a node type. One per type, in `shared/nodes/<type>/<type>.editor.tsx`; its icon is drawn before any form. */
export interface NodeFace {
  readonly Form: ComponentType<FormProps<AnyData>>
}

/** Ties a form to its definition: the form sees only data that the schema has parsed. */
export function defineFace<Data extends AnyData>(
  definition: NodeDefinition<Data>,
  face: { readonly Form: ComponentType<FormProps<Data>> },
): NodeFace {
  const { Form } = face
  function ParsedForm({ data, set }: FormProps<AnyData>) {
    const parsed = definition.data.safeParse(data)
    if (!parsed.success) {
      return (
        <p role="alert">
          {t('This step holds values that its form cannot show. Undo, or add the step anew.')}
        </p>
      )
    }
    return (
      <Form
        data={parsed.data}
        set={(key, value, field) => set(String(key), asJson(value), field)}
      />
    )
  }
  return { Form: ParsedForm }
}

/** The value of a key of node data is node data. */
const asJson = (value: AnyData[string]): AnyData[string] => value
