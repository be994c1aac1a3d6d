import { agent } from './de/agent.ts'
import { campaignSentences, campaigns } from './de/campaigns.ts'
import { carriers } from './de/carriers.ts'
import { checks } from './de/checks.ts'
import { definitions } from './de/definitions.ts'
import { exchange } from './de/exchange.ts'
import { finding } from './de/finding.ts'
import { flowEditor } from './de/flowEditor.ts'
import { forms } from './de/forms.ts'
import { gallery } from './de/gallery.ts'
import { making } from './de/making.ts'
import { models } from './de/models.ts'
import { moreSteps } from './de/moreSteps.ts'
import { numbers } from './de/numbers.ts'
import { people } from './de/people.ts'
import { phone } from './de/phone.ts'
import { problems } from './de/problems.ts'
import { publishing } from './de/publishing.ts'
import { server } from './de/server.ts'
import { settings } from './de/settings.ts'
import { sharing } from './de/sharing.ts'
import { shell } from './de/shell.ts'
import { simulator } from './de/simulator.ts'
import { steps } from './de/steps.ts'
import { versions } from './de/versions.ts'
import { webhooks } from './de/webhooks.ts'
import type { Words } from './de/words.ts'

/** German: what the screens say. The key is the English sentence as it stands in the code. */
export const screens: Words = {
  ...shell,
  ...gallery,
  ...flowEditor,
  ...sharing,
  ...versions,
  ...exchange,
  ...making,
  ...finding,
  ...phone,
  ...campaigns,
  ...simulator,
  ...forms,
  ...steps,
  ...moreSteps,
  ...publishing,
  ...webhooks,
  ...settings,
  ...models,
  ...agent,
  ...people,
  ...numbers,
}

/** German: what `shared/` and the server say, with names for what varies. */
export const sentences: Words = {
  ...definitions,
  ...problems,
  ...checks,
  ...server,
  ...carriers,
  ...campaignSentences,
  ...carriers,
}
