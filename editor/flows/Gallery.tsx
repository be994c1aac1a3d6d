import './gallery.css'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { Template } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { fold } from './arrangeFlows.ts'
import { FlowDrawing } from './FlowDrawing.tsx'
import { templateWords } from './templateWords.ts'

const TemplatePreview = lazyPart(
  async () => (await import('./TemplatePreview.tsx')).TemplatePreview,
)

/** The order in which the templates are shown; others come after. */
const order = [
  'company-reception',
  'order-hotline',
  'appointment-reminder',
  'feedback-survey',
  'clinic-front-desk',
  'restaurant-bookings',
  'delivery-status',
  'after-hours',
]
const rank = (slug: string): number => (order.indexOf(slug) + order.length + 1) % (order.length + 1)

interface GalleryProps {
  /** Words that a template must hold. */
  readonly search: string
  readonly onUse: (template: Template, title: string) => void
}

/** Flows to start from: a drawing, what each is for, and a call to it before it is chosen. */
export function Gallery({ search, onUse }: GalleryProps) {
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: client.templates,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [shown, setShown] = useState<Template | null>(null)
  if (templates.isError) {
    return (
      <p role="alert" className="muted">
        {messageOf(templates.error)}
      </p>
    )
  }
  const found = (templates.data ?? [])
    .filter(({ slug, flow }) => {
      const { title, summary } = templateWords(slug, flow)
      return fold(`${title} ${summary}`).includes(fold(search.trim()))
    })
    .toSorted((a, b) => rank(a.slug) - rank(b.slug))
  return (
    <>
      <ul className="gallery" aria-busy={templates.isPending}>
        {found.map((template) => (
          <li key={template.slug}>
            <Card template={template} onOpen={() => setShown(template)} />
          </li>
        ))}
      </ul>
      {templates.data && found.length === 0 && (
        <p className="muted">{t('No template is called that.')}</p>
      )}
      <Suspense fallback={null}>
        {shown && <TemplatePreview template={shown} onClose={() => setShown(null)} onUse={onUse} />}
      </Suspense>
    </>
  )
}

interface CardProps {
  readonly template: Template
  readonly onOpen: () => void
}

function Card({ template: { slug, flow }, onOpen }: CardProps) {
  const { title, summary } = templateWords(slug, flow)
  return (
    <button type="button" className="gallery-card" onClick={onOpen}>
      <span className="gallery-drawing">
        <FlowDrawing flow={flow} />
      </span>
      <b>{title}</b>
      <span className="muted">{summary}</span>
    </button>
  )
}
