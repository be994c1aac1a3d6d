import type {
  Campaign,
  CampaignMove,
  Checked,
  FilePreview,
  SaveCampaign,
} from '#shared/api/campaigns.ts'
import type { Result } from '#shared/result.ts'

/** Why something is not done: a status of HTTP, a stable code, and a sentence. */
export interface Refusal {
  readonly status: 404 | 409 | 422
  readonly code: string
  readonly why: string
}

/** Campaigns, from the file to the last call. */
export interface Campaigns {
  create(
    bytes: Uint8Array,
    fileName: string,
  ): Promise<Result<{ readonly campaign: Campaign; readonly preview: FilePreview }, Refusal>>
  list(): Promise<readonly Campaign[]>
  find(id: string): Promise<Campaign | null>
  preview(id: string): Promise<Result<FilePreview, Refusal>>
  save(id: string, change: SaveCampaign): Promise<Result<Campaign, Refusal>>
  /** What would be called, with the first problems; `all` hears of every one. */
  check(
    id: string,
    all?: (problem: Checked['problems'][number]) => void,
  ): Promise<Result<Checked, Refusal>>
  move(id: string, move: CampaignMove): Promise<Result<Campaign, Refusal>>
  remove(id: string): Promise<Result<null, Refusal>>
  /** Looks whom to call now, and from then on by itself. */
  wake(): void
  close(): Promise<void>
}
