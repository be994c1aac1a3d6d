import type { FieldIds } from '../fields/Field.tsx'
import { language, t } from '../i18n/t.ts'

interface CountrySelectProps {
  readonly ids: FieldIds
  readonly value: string
  readonly onChange: (country: string) => void
}

/** Countries whose telephone numbers are read without their code; the server knows them all. */
const codes =
  'AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LI LT LU LV MT MX MY NG NL NO NZ PE PH PK PL PT RO RS SA SE SG SI SK TH TR TW UA US VN ZA'.split(
    ' ',
  )

/** One country by its name, or none. */
export function CountrySelect({ ids, value, onChange }: CountrySelectProps) {
  const names = new Intl.DisplayNames([language() === 'de' ? 'de' : 'en'], { type: 'region' })
  const countries = codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
  return (
    <select
      {...ids}
      className="input"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{t('All numbers have a country code')}</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
