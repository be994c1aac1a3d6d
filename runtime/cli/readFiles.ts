import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Diagnostic } from '#shared/diagnostic.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import type { Result } from '#shared/result.ts'
import { CliError } from './cliError.ts'
import { decodeText } from './decodeText.ts'

/** Bytes of the largest file that is read, and its deepest nesting. */
const maxBytes = 10 * 1024 * 1024
const maxDepth = 64

/** Reads a text file; every way it can fail is one sentence. */
export async function readText(
  path: string,
  decode: (bytes: Uint8Array) => string = decodeUtf8,
): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size >= maxBytes) throw new CliError(`${path} is larger than 10 MB: a flow is not.`)
    return decode(await readFile(path))
  } catch (error) {
    if (error instanceof CliError) throw error
    if (error instanceof TypeError) throw new CliError(`${path} is not a text file in UTF-8.`)
    throw new CliError(`${path} cannot be read: ${reasonOf(error)}.`)
  }
}

const decodeUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Most documents of a folder. */
const maxDocuments = 200

/** A file, or the TwiML documents of a folder, the one that calls are likely to enter first. */
export async function readDocuments(
  path: string,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return [{ name: basename(path), text: await readText(path, decodeText) }]
  const names = (await readdir(path))
    .filter((name) => /\.(xml|twiml|fml|php)$/i.test(name))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
  if (names.length === 0)
    throw new CliError(`${path} holds no TwiML documents (.xml, .twiml, .fml, .php).`)
  if (names.length > maxDocuments) {
    throw new CliError(
      `${path} holds ${names.length} documents; up to ${maxDocuments} can be imported.`,
    )
  }
  return Promise.all(
    names.map(async (name) => ({ name, text: await readText(join(path, name), decodeText) })),
  )
}

const rankOf = (name: string): number =>
  /^(index|main|start|voice|welcome|incoming|greeting)\b/i.test(name) ? 0 : 1

/** Reads a JSON file of bounded depth. */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(await readText(path), path)
}

export function parseJson(text: string, path: string): unknown {
  if (depthOf(text) > maxDepth) {
    throw new CliError(`${path} is nested more than ${maxDepth} levels deep: a flow is not.`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : ''
    throw new CliError(`${path} is not JSON: ${why}.`)
  }
}

export const readFlow = async (path: string): Promise<Result<Flow, readonly Diagnostic[]>> =>
  parseFlow(await readJson(path))

/** A flow that can be read, or its first problem as a sentence. */
export async function mustReadFlow(path: string): Promise<Flow> {
  const flow = await readFlow(path)
  if (flow.ok) return flow.value
  const [first] = flow.error
  throw new CliError(`${path} is not a flow: ${first?.message ?? 'it has no steps.'}`)
}

/** The flows of a folder by id, for those that run each other; undefined when no folder is named. */
export async function readFlows(
  folder: string | undefined,
): Promise<ReadonlyMap<string, Flow> | undefined> {
  if (folder === undefined) return undefined
  const names = await readdir(folder).catch((error: unknown) => {
    throw new CliError(`${folder} cannot be read: ${reasonOf(error)}.`)
  })
  const flows = new Map<string, Flow>()
  for (const name of names.filter((one) => one.endsWith('.flow.json')).sort()) {
    const flow = await mustReadFlow(join(folder, name))
    flows.set(flow.id, flow)
  }
  return flows
}

export async function write(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch((error: unknown) => {
    throw new CliError(`${path} cannot be written: ${reasonOf(error)}.`)
  })
}

/** How deep brackets nest outside of texts; without recursion, so that a bomb costs no stack. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isText = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isText) {
      if (character === '\\') index++
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it is not allowed',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'the disk is full',
}
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (code || 'it failed')
}
