import { z } from 'zod'

/** Servers of tools (Model Context Protocol) that agents of this installation may call. */
export const toolServersRoute = '/api/tool-servers'
/** PUT makes or changes one, DELETE forgets it. */
export const toolServerRoute = (name: string): string =>
  `${toolServersRoute}/${encodeURIComponent(name)}`
/** POST asks the server what it offers, now. */
export const toolServerToolsRoute = (name: string): string => `${toolServerRoute(name)}/tools`

/** How a server is called here, and how its tools begin to the model. */
export const toolServerName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'starts with a letter and holds small letters, digits and _')

export const toolServerSchema = z.object({
  name: z.string(),
  url: z.string(),
  /** Names of the headers that are sent along; their values are never told. */
  headers: z.array(z.string()),
})
export type ToolServer = z.infer<typeof toolServerSchema>

export const toolServerInputSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  headers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/),
        /** Null: as it is. */
        value: z.string().max(4_000).nullable(),
      }),
    )
    .max(20),
})
export type ToolServerInput = z.infer<typeof toolServerInputSchema>

export const offeredToolSchema = z.object({ name: z.string(), description: z.string() })
export const offeredToolsSchema = z.array(offeredToolSchema)
export type OfferedServerTool = z.infer<typeof offeredToolSchema>
