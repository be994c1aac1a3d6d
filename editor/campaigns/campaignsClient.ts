import { z } from 'zod'
import {
  type CampaignMove,
  calleePageSchema,
  campaignRoutes,
  campaignSchema,
  checkedSchema,
  filePreviewSchema,
  type SaveCampaign,
  uploadedSchema,
} from '#shared/api/campaigns.ts'
import { addedOptOutsSchema, optOutPageSchema, outboundRoutes } from '#shared/api/outbound.ts'
import { request } from '../api/client.ts'

const anything = z.unknown()
const post = { method: 'POST' }

/** Campaigns and opt-outs, as the server has them. */
export const campaignsClient = {
  list: () => request(z.array(campaignSchema), campaignRoutes.campaigns),
  find: (id: string) => request(campaignSchema, campaignRoutes.campaign(id)),
  upload: (file: File) =>
    request(uploadedSchema, `${campaignRoutes.campaigns}?name=${encodeURIComponent(file.name)}`, {
      ...post,
      body: file,
    }),
  preview: (id: string) => request(filePreviewSchema, campaignRoutes.preview(id)),
  save: (id: string, body: SaveCampaign) =>
    request(campaignSchema, campaignRoutes.campaign(id), { method: 'PUT', body }),
  check: (id: string) => request(checkedSchema, campaignRoutes.check(id), post),
  move: (id: string, move: CampaignMove) =>
    request(campaignSchema, campaignRoutes.move(id, move), post),
  remove: (id: string) => request(anything, campaignRoutes.campaign(id), { method: 'DELETE' }),
  callees: (id: string, outcome: string, after: number) => {
    const search = new URLSearchParams({ after: String(after), limit: '50' })
    if (outcome !== '') search.set('outcome', outcome)
    return request(calleePageSchema, `${campaignRoutes.callees(id)}?${search.toString()}`)
  },
  optOuts: (search: string, before: string | null) => {
    const query = new URLSearchParams({ search })
    if (before !== null) query.set('before', before)
    return request(optOutPageSchema, `${outboundRoutes.optOuts}?${query.toString()}`)
  },
  addOptOuts: (numbers: readonly string[], note: string) =>
    request(addedOptOutsSchema, outboundRoutes.optOuts, {
      ...post,
      body: { numbers, note, source: 'screen' },
    }),
  removeOptOut: (number: string) =>
    request(anything, outboundRoutes.optOut(number), { method: 'DELETE' }),
}
