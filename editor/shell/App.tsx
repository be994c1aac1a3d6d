import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { queryClient } from '../api/queries.ts'
import { FlowScreen } from '../flowEditor/FlowScreen.tsx'
import { FlowsScreen } from '../flows/FlowsScreen.tsx'
import { useLanguage } from '../i18n/useLanguage.ts'
import { usePlace } from '../router.ts'
import { receiveStore } from '../softphone/receiveStore.ts'
import { cssVariablesResolver, theme } from '../theme/theme.ts'
import { Rail } from './Rail.tsx'
import './shell.css'

const CallsScreen = lazy(async () => ({
  default: (await import('../calls/CallsScreen.tsx')).CallsScreen,
}))
const IncomingCall = lazy(async () => ({
  default: (await import('../softphone/IncomingCall.tsx')).IncomingCall,
}))
const NumbersScreen = lazy(async () => ({
  default: (await import('../numbers/NumbersScreen.tsx')).NumbersScreen,
}))

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
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-center" autoClose={6_000} containerWidth={460} />
          <div className="shell">
            <Rail />
            <Suspense fallback={<main className="screen" />}>
              <Screen />
            </Suspense>
          </div>
          <Receiving />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}

/** Calls ring on every screen while this window receives them. */
function Receiving() {
  const isOn = useStore(receiveStore, (state) => state.state !== 'off')
  return <Suspense fallback={null}>{isOn && <IncomingCall />}</Suspense>
}

function Screen() {
  const place = usePlace()
  switch (place.screen) {
    case 'flows':
      return <FlowsScreen />
    case 'flow':
      return <FlowScreen key={place.id} id={place.id} />
    case 'calls':
      return <CallsScreen flow={place.flow} call={place.call} />
    case 'numbers':
      return <NumbersScreen />
  }
}
