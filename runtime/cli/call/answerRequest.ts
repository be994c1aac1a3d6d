import { z } from 'zod'
import type { RequestEffect } from '#shared/session/effect.ts'
import type { EffectResult, Json } from '#shared/session/event.ts'
import { readCredential } from '../../export/server/readCredential.ts'
import { sendRequest } from '../../export/server/sendRequest.ts'
import { CliError } from '../cliError.ts'
import type { Io } from '../io.ts'
import { readJson } from '../readFiles.ts'

const answerSchema = z.union([
  z.object({ status: z.number().int().min(100).max(599).default(200), body: z.json().default({}) }),
  z.enum(['failed', 'timeout']),
])
/** Answers in the order they are asked for, or by node id. */
const mocksSchema = z.union([z.array(answerSchema), z.record(z.string(), answerSchema)])

export interface RequestSource {
  readonly mock?: string
  readonly real?: boolean
}

/** How a call in the terminal answers webhooks: from a file, for real, or by asking. */
export async function createRequestAnswers(
  { mock, real }: RequestSource,
  io: Io,
): Promise<(effect: RequestEffect) => Promise<EffectResult>> {
  if (real) return (effect) => sendRequest(effect, 'terminal', realSettings, io.now())
  if (mock === undefined) return (effect) => askFor(effect, io)
  const parsed = mocksSchema.safeParse(await readJson(mock))
  if (!parsed.success) {
    throw new CliError(
      `${mock} holds no answers: write [{"status": 200, "body": {}}, "failed", "timeout"], or such answers by node id.`,
    )
  }
  const mocks = parsed.data
  const queue = Array.isArray(mocks) ? [...mocks] : null
  return async (effect) => {
    const found = queue ? queue.shift() : Array.isArray(mocks) ? undefined : mocks[effect.node]
    io.out(`(${effect.method} ${effect.url}: answered from ${mock})\n`)
    return found === undefined
      ? { type: 'failed', why: 'The file has no answer for it.', timedOut: false }
      : toResult(found)
  }
}

const realSettings = {
  secret: '',
  outgoingSecret: null,
  baseUrl: null,
  allowPrivate: true,
  credential: (name: string) => readCredential(name, (variable) => process.env[variable] ?? null),
  openai: { apiKey: null, baseURL: null, model: '' },
}

async function askFor(effect: RequestEffect, io: Io): Promise<EffectResult> {
  io.out(`(${effect.method} ${effect.url}${effect.body === null ? '' : ` ${effect.body}`})\n`)
  io.out('Answer with a status and JSON, “failed” or “timeout”; empty is 200 {}: ')
  const line = (await io.readLine())?.trim() ?? ''
  if (!io.isTerminal) io.out(`${line}\n`)
  if (line === 'failed' || line === 'timeout') return toResult(line)
  const [, status = '200', text = ''] = /^(\d{3})?\s*(.*)$/s.exec(line) ?? []
  return toResult({ status: Number(status), body: readBody(text) })
}

const toResult = (
  mock: 'failed' | 'timeout' | { readonly status: number; readonly body: Json },
): EffectResult =>
  typeof mock === 'string'
    ? { type: 'failed', why: mock, timedOut: mock === 'timeout' }
    : { type: 'response', ...mock }

function readBody(text: string): Json {
  if (text.trim() === '') return {}
  try {
    const body: Json = JSON.parse(text)
    return body
  } catch {
    return text
  }
}
