import { IconVolume } from '@tabler/icons-react'
import { defineFace } from '#editor/fields/face.tsx'
import { ListenButton } from '#editor/fields/ListenButton.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { say } from './say.ts'

export const face = defineFace(say, {
  icon: IconVolume,
  Form: ({ data, set }) => (
    <TemplateField
      label="What to say"
      path="text"
      value={data.text}
      maxLength={4_000}
      placeholder="Thank you for calling Northside Clinic."
      hint="Type {{ to put in something you know, such as the caller’s name."
      aside={<ListenButton text={data.text} />}
      onChange={(text) => set('text', text, 'text')}
    />
  ),
})
