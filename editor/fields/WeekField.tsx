import './weekField.css'
import { useState } from 'react'
import { type Day, days, type HoursData } from '#shared/nodes/hours/hours.ts'
import { t } from '../i18n/t.ts'
import { DaySpans } from './DaySpans.tsx'
import { ProblemNote } from './Field.tsx'
import { WeekGrid } from './WeekGrid.tsx'

type Week = HoursData['week']

interface WeekFieldProps {
  readonly week: Week
  /** `field` is what is being typed in. */
  readonly onChange: (week: Week, field?: string) => void
}

/** Opening hours of a week: painted on a grid, and to the minute for one day at a time. */
export function WeekField({ week, onChange }: WeekFieldProps) {
  const [day, setDay] = useState<Day>(() => days.find((one) => week[one].length > 0) ?? 'mon')
  return (
    <div className="field" data-path="week">
      <div className="field-label">{t('Hours')}</div>
      <WeekGrid week={week} day={day} onDay={setDay} onChange={onChange} />
      <ProblemNote path="week" />
      <DaySpans day={day} week={week} onChange={onChange} />
    </div>
  )
}
