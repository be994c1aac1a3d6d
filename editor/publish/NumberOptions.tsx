import type { NumberInUse } from '#shared/api/numbers.ts'
import { t } from '../i18n/t.ts'
import { carrierName } from '../numbers/carrierName.ts'
import { formatNumber } from '../numbers/formatNumber.ts'

interface NumberOptionsProps {
  readonly numbers: readonly NumberInUse[]
  /** The flow that is published. */
  readonly flowId: string
}

/** Every carrier’s numbers, in groups where there are several. */
export function NumberOptions({ numbers, flowId }: NumberOptionsProps) {
  const groups = Map.groupBy(numbers, ({ carrier }) => carrier)
  const optionsOf = (group: readonly NumberInUse[]) =>
    group.map((one) => (
      <option key={one.number} value={one.number}>
        {titleOf(one, flowId)}
      </option>
    ))
  if (groups.size < 2) return optionsOf(numbers)
  return [...groups].map(([carrier, group]) => (
    <optgroup
      key={carrier}
      label={carrierName(group[0]?.carrierKind ?? 'local', group[0]?.carrierTitle ?? carrier)}
    >
      {optionsOf(group)}
    </optgroup>
  ))
}

function titleOf(one: NumberInUse, flowId: string): string {
  const shown = formatNumber(one.number)
  const number = one.name === '' ? shown : `${shown} · ${one.name}`
  if (one.state === 'disabled') return t('{number} (turned off)', { number })
  if (one.flowName === null || one.flowId === flowId) return number
  return t('{number} (answers with {flow})', { number, flow: one.flowName })
}
