import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Template } from '#shared/api/api.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import type { Log } from './log.ts'

export interface Templates {
  list(): Promise<readonly Template[]>
  find(slug: string): Promise<Template | null>
}

const ending = '.flow.json'

/** The flows of a folder as templates, read once; a file that is no flow is left out with a warning. */
export function createTemplates(folder: string, log: Log): Templates {
  let reading: Promise<readonly Template[]> | null = null
  const read = async (file: string): Promise<readonly Template[]> => {
    try {
      const parsed = parseFlow(JSON.parse(await readFile(join(folder, file), 'utf8')))
      if (!parsed.ok) throw new Error(parsed.error[0]?.message)
      return [{ slug: file.slice(0, -ending.length), flow: parsed.value }]
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      log.warn({ file, why }, 'A template was left out.')
      return []
    }
  }
  const list = () => {
    reading ??= readdir(folder)
      .catch((): string[] => [])
      .then((files) => files.filter((file) => file.endsWith(ending)).sort())
      .then((files) => Promise.all(files.map(read)))
      .then((templates) => templates.flat())
    return reading
  }
  return {
    list,
    find: async (slug) => (await list()).find((template) => template.slug === slug) ?? null,
  }
}
