import { IconPlayerPause } from '@tabler/icons-react'
import { defineFace } from '#editor/fields/face.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { pause } from './pause.ts'

export const face = defineFace(pause, {
  icon: IconPlayerPause,
  Form: ({ data, set }) => (
    <NumberField
      label="Wait"
      path="seconds"
      value={data.seconds}
      min={0.1}
      max={120}
      step={0.1}
      unit="seconds"
      onChange={(seconds) => set('seconds', seconds, 'seconds')}
    />
  ),
})
