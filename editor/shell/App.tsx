import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { ExchangeHost } from '../exchange/ExchangeHost.tsx'
import { FlowScreen } from '../flowEditor/FlowScreen.tsx'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { sessionStore } from '../people/session.ts'
import { type Place, usePlace } from '../router.ts'
import { receiveStore } from '../softphone/receiveStore.ts'
import { cssVariablesResolver, theme } from '../theme/theme.ts'
import { afterPaint } from './afterPaint.ts'
import { firstScreen, screenIsThere } from './firstScreen.ts'
import { lazyPart } from './lazyPart.tsx'
import { Rail } from './Rail.tsx'
import { useTitle } from './useTitle.ts'
import './shell.css'

const CallsScreen = lazyPart(async () => (await import('../calls/CallsScreen.tsx')).CallsScreen)
const CampaignsScreen = lazyPart(
  async () => (await import('../campaigns/CampaignsScreen.tsx')).CampaignsScreen,
)
const FlowsScreen = lazyPart(async () => (await import('../flows/FlowsScreen.tsx')).FlowsScreen)
const IncomingCall = lazyPart(
  async () => (await import('../softphone/IncomingCall.tsx')).IncomingCall,
)
const JoinScreen = lazyPart(async () => (await import('../people/JoinScreen.tsx')).JoinScreen)
const SignInScreen = lazyPart(async () => (await import('../people/SignInScreen.tsx')).SignInScreen)
const SignInDialog = lazyPart(async () => (await import('../people/SignInDialog.tsx')).SignInDialog)
const Notices = lazyPart(async () => {
  // What is said before waits for it.
  await firstScreen()
  return (await import('./Notices.tsx')).Notices
})
const NumbersScreen = lazyPart(
  async () => (await import('../numbers/NumbersScreen.tsx')).NumbersScreen,
)
const SettingsScreen = lazyPart(
  async () => (await import('../settings/SettingsScreen.tsx')).SettingsScreen,
)

/** The whole product in the browser: the rail and one screen beside it. */
export function App() {
  // Another language draws everything again from here; nothing is made anew, so a call goes on and a caret stays.
  useLanguage()
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
      >
        <Gate />
        <ExchangeHost />
        <Receiving />
        <Suspense fallback={null}>
          <Notices />
        </Suspense>
      </MantineProvider>
    </DirectionProvider>
  )
}

/** Whoever has to sign in, or comes by a link, is let in first; a session that ends is renewed over the work. */
function Gate() {
  const isJoining = usePlace().screen === 'join'
  const isOut = useStore(sessionStore, ({ who, signIn }) => signIn !== 'no' && !who?.person)
  const isAsked = useStore(sessionStore, ({ signIn }) => signIn === 'asked')
  useEffect(() => {
    void firstScreen()
      .then(() => import('../people/peopleClient.ts'))
      .then(
        ({ loadWho }) => loadWho(),
        () => undefined,
      )
  }, [])
  if (isJoining || isOut) {
    return (
      <Suspense fallback={<main className="screen" />}>
        {isJoining ? <JoinScreen /> : <SignInScreen />}
      </Suspense>
    )
  }
  return (
    <div className="shell">
      <Rail />
      <Suspense fallback={<main className="screen" />}>
        <Screen />
      </Suspense>
      <Suspense fallback={null}>{isAsked && <SignInDialog />}</Suspense>
    </div>
  )
}

/** Calls ring on every screen while this window receives them. */
function Receiving() {
  const isOn = useStore(receiveStore, (state) => state.state !== 'off')
  return <Suspense fallback={null}>{isOn && <IncomingCall />}</Suspense>
}

/** The flow that is open names its window itself. */
const titles = (): Readonly<Record<Place['screen'], string | null>> => ({
  flows: t('Flows'),
  flow: null,
  calls: t('Calls'),
  campaigns: t('Campaigns'),
  numbers: t('Numbers'),
  join: '',
  settings: t('Settings'),
})

function Screen() {
  const place = usePlace()
  useTitle(titles()[place.screen])
  // The editor says itself when its drawing is there.
  useEffect(() => (place.screen === 'flow' ? undefined : afterPaint(screenIsThere)), [place.screen])
  switch (place.screen) {
    case 'flows':
      return <FlowsScreen />
    case 'flow':
      return <FlowScreen key={place.id} id={place.id} />
    case 'calls':
      return <CallsScreen flow={place.flow} call={place.call} />
    case 'campaigns':
      return <CampaignsScreen campaign={place.campaign} />
    case 'numbers':
      return <NumbersScreen />
    case 'join':
      return null
    case 'settings':
      return <SettingsScreen section={place.section} />
  }
}
