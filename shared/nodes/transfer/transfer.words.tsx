import { defineWords } from '#editor/fields/words.ts'
import { t } from '#editor/i18n/t.ts'
import { type TransferData, transfer } from './transfer.ts'

/** Who is called, in which order. */
const describe = ({ targets, order }: TransferData): string | null => {
  const addresses = targets.map(({ address }) => address.trim()).filter(Boolean)
  if (addresses.length === 0) return null
  return addresses.reduce((before, after) =>
    order === 'inTurn'
      ? t('{before}, then {after}', { before, after })
      : t('{before} and {after}', { before, after }),
  )
}

export const words = defineWords(transfer, describe)
