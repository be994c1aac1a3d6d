import type { Flow } from '#shared/flow/flow.ts'
import type { Conflict, Side } from '#shared/flow/merge.ts'
import { t } from '../i18n/t.ts'
import { portsOf } from '../state/graph.ts'
import { fieldName } from '../versions/fieldName.ts'

/** A conflict in words: what it is about, and what each side made of it. */
export interface ConflictWords {
  readonly title: string
  readonly mine: string
  readonly theirs: string
}

export interface ConflictFlows {
  readonly base: Flow
  readonly mine: Flow
  readonly theirs: Flow
}

/** Says a conflict so that a person who draws flows can decide it. */
export function describeConflict(conflict: Conflict, flows: ConflictFlows): ConflictWords {
  const { id, path } = conflict
  const value = (side: Side) => valueInWords(conflict[side])
  switch (conflict.type) {
    case 'flow':
      return { title: t('Name of the flow'), mine: value('mine'), theirs: value('theirs') }
    case 'settings':
      return {
        title: t('Settings of the flow: {field}', { field: fieldInWords(path) }),
        mine: value('mine'),
        theirs: value('theirs'),
      }
    case 'variable':
      return {
        title: t('Variable {name}', { name: id }),
        mine: value('mine'),
        theirs: value('theirs'),
      }
    case 'wire':
      return wireInWords(conflict, flows)
    case 'nodeRemoved':
      return removalInWords(conflict, flows)
    case 'node': {
      const step = nameOf(id, flows)
      const title =
        path.length === 0
          ? t('The step {step}', { step })
          : t('{step}: {field}', { step, field: fieldOf(findNode(id, flows)?.type ?? '', path) })
      return { title, mine: value('mine'), theirs: value('theirs') }
    }
  }
}

function removalInWords(conflict: Conflict, flows: ConflictFlows): ConflictWords {
  const gone = t('Deleted')
  const kept = t('Kept, with the changes made to it')
  const isMine = conflict.removedBy === 'mine'
  return {
    title: t('The step {step}', { step: nameOf(conflict.id, flows) }),
    mine: isMine ? gone : kept,
    theirs: isMine ? kept : gone,
  }
}

function wireInWords({ id, path, ...sides }: Conflict, flows: ConflictFlows): ConflictWords {
  const port = path[0]?.split(' ')[1] ?? ''
  const node = findNode(id, flows)
  const title = (node && portsOf(node).find((one) => one.id === port)?.title) ?? port
  const leads = (value: unknown) => {
    const targets = Array.isArray(value) ? value : []
    const names = targets.map(({ target }: { target: string }) => nameOf(target, flows))
    return names.length === 0
      ? t('Leads nowhere')
      : t('Leads to {step}', { step: names.join(', ') })
  }
  return {
    title: t('The wire from {step}, {port}', { step: nameOf(id, flows), port: title }),
    mine: leads(sides.mine),
    theirs: leads(sides.theirs),
  }
}

const findNode = (id: string, { base, mine, theirs }: ConflictFlows) =>
  [mine, theirs, base].flatMap((flow) => flow.nodes).find((node) => node.id === id)

const nameOf = (id: string, flows: ConflictFlows): string => findNode(id, flows)?.name ?? id

/** What the form of the step calls it. */
function fieldOf(type: string, path: readonly string[]): string {
  const [first, ...rest] = path
  if (first === 'name') return t('Name')
  if (first !== 'data') return fieldInWords(path)
  const names = rest.filter((part) => !/[_\d]/.test(part)).map((part) => fieldName(type, part))
  return names.join(', ') || t('its settings')
}

/** `data.retryPrompts` is “retry prompts”; ids of list entries say nothing to a person. */
function fieldInWords(path: readonly string[]): string {
  const words = path
    .filter((part) => part !== 'data' && !/[_\d]/.test(part))
    .map((part) => part.replace(/([A-Z])/g, ' $1').toLowerCase())
  return words.join(', ') || t('its settings')
}

/** A value as a person wrote it. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === '' || value === null) return t('Empty')
  if (typeof value === 'boolean') return value ? t('Yes') : t('No')
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(valueInWords).join(', ') || t('Empty')
  const texts = Object.entries(value)
    .filter(([key, part]) => !/^(id|position|type)$/.test(key) && part !== '')
    .map(([key, part]) => `${fieldInWords([key])}: ${valueInWords(part)}`)
  return texts.join('\n')
}
