import './api/askForFlow.ts'
import './theme/mantine.ts'
import './theme/tokens.css'
import './theme/global.css'
import './theme/controls.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { meetFirstFlow } from './api/firstFlow.ts'
import { preferredLanguage } from './i18n/languages.ts'
import { speak } from './i18n/speak.ts'
import { App } from './shell/App.tsx'

// Without its words the editor speaks English.
const speech = speak(preferredLanguage().code).catch(() => undefined)
await Promise.all([speech, meetFirstFlow()])
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
