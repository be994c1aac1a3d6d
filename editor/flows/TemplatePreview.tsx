import './gallery.css'
import '../softphone/softphone.css'
import { IconKeyboard, IconPhone, IconPhoneOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Template } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { CallAudio } from '../softphone/CallAudio.tsx'
import { CallControls } from '../softphone/CallControls.tsx'
import { hangUp, leavePhone, startCall, startTextCall } from '../softphone/phoneStore.ts'
import { TranscriptView } from '../softphone/TranscriptView.tsx'
import { usePhone } from '../softphone/usePhone.ts'
import { FlowDrawing } from './FlowDrawing.tsx'
import { templateWords } from './templateWords.ts'

interface TemplatePreviewProps {
  readonly template: Template
  readonly onClose: () => void
  readonly onUse: (template: Template, title: string) => void
}

/** One template before it is chosen: its drawing, what it does, and a call to it. */
export function TemplatePreview({ template, onClose, onUse }: TemplatePreviewProps) {
  const reason = useReason('editor')
  const { slug, flow } = template
  const { title, summary, change } = templateWords(slug, flow)
  useEffect(() => leavePhone, [])
  return (
    <Dialog onClose={onClose} size={960} title={title}>
      <div className="preview">
        <div className="preview-drawing">
          <FlowDrawing flow={flow} withNames />
        </div>
        <div className="preview-words">
          <p>{summary}</p>
          {change !== '' && (
            <>
              <h3>{t('What you change')}</h3>
              <p className="muted">{change}</p>
            </>
          )}
          <button
            type="button"
            className="top-button top-primary"
            data-autofocus
            disabled={reason !== null}
            title={reason ?? undefined}
            onClick={() => onUse(template, title)}
          >
            {t('Use this template')}
          </button>
        </div>
        <Hear slug={slug} />
      </div>
    </Dialog>
  )
}

/** The call to a template: nothing is made or kept but the record of the call. */
function Hear({ slug }: { readonly slug: string }) {
  const stage = usePhone((phone) => phone.stage.type)
  const reason = useReason('editor')
  const problem = usePhone((phone) => phone.problem)
  const remote = usePhone((phone) => phone.remote)
  const hasLines = usePhone((phone) => phone.transcript.lines.length > 0)
  const isCalling = stage === 'starting' || stage === 'live'
  const target = { type: 'template', slug } as const
  return (
    <section className="preview-call" aria-label={t('Try it')} data-keys="own">
      <h3>{t('Hear it before you choose')}</h3>
      <CallAudio label={t('Call audio')} remote={remote} />
      <div className="preview-buttons">
        {isCalling ? (
          <button type="button" className="phone-hang-up" onClick={hangUp}>
            <IconPhoneOff size={14} aria-hidden="true" />
            {t('Hang up')}
          </button>
        ) : (
          <>
            <button
              type="button"
              className="top-button"
              disabled={reason !== null}
              title={reason ?? undefined}
              onClick={() => void startCall(target)}
            >
              <IconPhone size={15} aria-hidden="true" />
              {t('Call it')}
            </button>
            <button
              type="button"
              className="top-button"
              disabled={reason !== null}
              title={reason ?? undefined}
              onClick={() => void startTextCall(target)}
            >
              <IconKeyboard size={15} aria-hidden="true" />
              {t('Type instead')}
            </button>
          </>
        )}
      </div>
      {(isCalling || hasLines) && (
        <div className="preview-transcript">
          <TranscriptView />
        </div>
      )}
      {problem !== null && (
        <p className="phone-problem" role="alert">
          {problem}
        </p>
      )}
      {isCalling && <CallControls />}
    </section>
  )
}
