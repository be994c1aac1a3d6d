import { Suspense } from 'react'
import { defineFace } from '#editor/fields/face.tsx'
import { NumberField } from '#editor/fields/NumberField.tsx'
import { TemplateField } from '#editor/fields/TemplateField.tsx'
import { t } from '#editor/i18n/t.ts'
import { lazyPart } from '#editor/shell/lazyPart.tsx'
import { play } from './play.ts'

const MediaField = lazyPart(async () => (await import('#editor/fields/MediaField.tsx')).MediaField)

export const face = defineFace(play, {
  Form: ({ data, set }) => (
    <>
      <TemplateField
        label={t('Recording')}
        path="url"
        value={data.url}
        maxLength={2_000}
        singleLine
        mono
        placeholder="https://clinic.example/welcome.wav"
        hint={t('The web address of a WAV file, or a recording uploaded here.')}
        onChange={(url) => set('url', url, 'url')}
      />
      <Suspense fallback={<div className="media-waiting" />}>
        <MediaField url={data.url} onChange={(url) => set('url', url)} />
      </Suspense>
      <NumberField
        label={t('Play it')}
        path="loop"
        value={data.loop}
        min={1}
        max={100}
        unit={t('times')}
        onChange={(loop) => set('loop', loop, 'loop')}
      />
    </>
  ),
})
