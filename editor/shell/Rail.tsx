import { IconHash, IconPhone, IconPhoneOutgoing, IconSitemap } from '@tabler/icons-react'
import { Suspense } from 'react'
import type { IconComponent } from '../fields/face.tsx'
import { t } from '../i18n/t.ts'
import { type Place, usePlace } from '../router.ts'
import { firstScreen } from './firstScreen.ts'
import { Hint } from './Hint.tsx'
import { Link } from './Link.tsx'
import { lazyPart } from './lazyPart.tsx'

const SettingsMenu = lazyPart(async () => {
  await firstScreen()
  return (await import('./SettingsMenu.tsx')).SettingsMenu
})

const AccountMenu = lazyPart(async () => {
  await firstScreen()
  return (await import('../people/AccountMenu.tsx')).AccountMenu
})

const entries = (): readonly {
  readonly title: string
  readonly place: Place
  readonly icon: IconComponent
}[] => [
  { title: t('Flows'), place: { screen: 'flows' }, icon: IconSitemap },
  { title: t('Calls'), place: { screen: 'calls', flow: null, call: null }, icon: IconPhone },
  {
    title: t('Campaigns'),
    place: { screen: 'campaigns', campaign: null },
    icon: IconPhoneOutgoing,
  },
  { title: t('Numbers'), place: { screen: 'numbers' }, icon: IconHash },
]

/** The places of the product, at the left edge. */
export function Rail() {
  const current = usePlace().screen
  return (
    <nav className="rail" aria-label={t('Main')}>
      <Link place={{ screen: 'flows' }} className="rail-logo" aria-label="FML Studio">
        <svg viewBox="0 0 24 24" width={20} height={20} aria-hidden="true">
          <path d="M4 6h6l3 6-3 6H4M13 12h7" />
        </svg>
      </Link>
      {entries().map(({ title, place, icon: Icon }) => {
        const isCurrent =
          place.screen === current || (place.screen === 'flows' && current === 'flow')
        return (
          <Hint key={title} label={title} position="right">
            <Link
              place={place}
              className="rail-item"
              aria-label={title}
              aria-current={isCurrent ? 'page' : undefined}
            >
              <Icon size={19} stroke={1.7} />
            </Link>
          </Hint>
        )
      })}
      <Suspense fallback={null}>
        <AccountMenu />
        <SettingsMenu />
      </Suspense>
    </nav>
  )
}
