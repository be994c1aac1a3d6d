import './softphone.css'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Suspense } from 'react'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { Resizer } from '../shell/Resizer.tsx'
import { Tabs } from '../shell/Tabs.tsx'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { usePhone } from './usePhone.ts'

const Softphone = lazyPart(async () => (await import('./Softphone.tsx')).Softphone)
const Simulator = lazyPart(async () => (await import('../simulator/Simulator.tsx')).Simulator)

/** Bottom right: two ways to try the flow before anyone else does, by telephone and in writing. */
export function TestPanel() {
  const isOpen = useLayout((layout) => layout.phoneOpen)
  const tab = useLayout((layout) => layout.testTab)
  const panel = tab === 'simulator' ? 'simulator' : 'phone'
  const height = useLayout((layout) => layout[panel])
  const hasCall = usePhone(
    ({ stage, transcript }) =>
      stage.type === 'starting' || stage.type === 'live' || transcript.lines.length > 0,
  )
  const isTall = isOpen && (tab === 'simulator' || hasCall)
  return (
    <div className="phone" style={isTall ? { height } : undefined} data-keys="own">
      {isTall && (
        <Resizer
          key={panel}
          panel={panel}
          label={t('Height of the test call')}
          grows="up"
          onFold={() => setLayout({ phoneOpen: false })}
        />
      )}
      <header className="phone-head">
        <Tabs
          label={t('Test the flow')}
          value={tab}
          tabs={[
            { value: 'phone', title: t('Phone') },
            { value: 'simulator', title: t('Simulator') },
          ]}
          onChange={(testTab) => setLayout({ testTab, phoneOpen: true })}
        />
        <span className="top-space" />
        <button
          type="button"
          className="icon-button"
          aria-label={isOpen ? t('Fold the test call') : t('Show the test call')}
          onClick={() => setLayout({ phoneOpen: !isOpen })}
        >
          {isOpen ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />}
        </button>
      </header>
      <Suspense
        fallback={isOpen && tab === 'phone' ? <div className="phone-body phone-coming" /> : null}
      >
        <Softphone isShown={isOpen && tab === 'phone'} />
      </Suspense>
      {isOpen && tab === 'simulator' && (
        <Suspense fallback={<div className="sim" aria-busy="true" />}>
          <Simulator />
        </Suspense>
      )}
    </div>
  )
}
