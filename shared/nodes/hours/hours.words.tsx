import { dayTitle } from '#editor/fields/dayTitle.ts'
import { defineWords } from '#editor/fields/words.ts'
import { t } from '#editor/i18n/t.ts'
import { daysTogether, type HoursData, hours } from './hours.ts'

/** `Mon to Fri 09:00–17:00`. */
const describe = (data: HoursData): string | null =>
  daysTogether(data)
    .map(({ first, last, hours: open }) =>
      first === last
        ? `${dayTitle(first, 'short')} ${open}`
        : t('{first} to {last} {hours}', {
            first: dayTitle(first, 'short'),
            last: dayTitle(last, 'short'),
            hours: open,
          }),
    )
    .join('; ') || null

export const words = defineWords(hours, describe)
