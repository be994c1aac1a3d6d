import type { CampaignState as State } from '#shared/api/campaigns.ts'
import { stateWord } from './campaignWords.ts'

const tones: Readonly<Record<State, string | undefined>> = {
  draft: undefined,
  running: 'ok',
  paused: 'warn',
  stopped: 'bad',
  done: undefined,
}

/** What a campaign is doing. */
export function CampaignState({ state }: { readonly state: State }) {
  return (
    <span className="chip" data-tone={tones[state]}>
      {state === 'running' && <span className="chip-dot" />}
      {stateWord(state)}
    </span>
  )
}
