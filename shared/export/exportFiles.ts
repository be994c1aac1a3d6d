import { mediaIdOf } from '../api/media.ts'
import { mapPages } from '../compile/pages.ts'
import type { Program } from '../compile/program.ts'
import type { Flow } from '../flow/flow.ts'
import { printFmlLines } from '../fml/printFml.ts'
import { formatFlow } from './formatFlow.ts'
import type { ZipEntry } from './zip.ts'

/** The files of an exported flow, without its server: FML pages with their holes, a page map, the program, the flow. */
export function exportFiles(flow: Flow, program: Program): readonly ZipEntry[] {
  const names = new Map(flow.nodes.map((node) => [node.id, node.name]))
  const pages = mapPages(program).map((page, index) => ({
    ...page,
    file: `pages/${String(index + 1).padStart(3, '0')}-${fileName(names.get(page.node) ?? page.entry)}.xml`,
  }))
  const map = {
    hash: program.hash,
    entry: program.entry,
    pages: pages.map(({ file, entry, node, sources }) => ({
      file,
      entry,
      node,
      name: names.get(node) ?? null,
      verbs: sources,
    })),
  }
  return [
    { path: 'README.md', content: readme(flow, program, pages.length) },
    { path: 'flow.json', content: formatFlow(flow) },
    { path: 'program.json', content: json(program) },
    { path: 'pages.json', content: json(map) },
    ...pages.map(({ file, document }) => ({
      path: file,
      content: `<?xml version="1.0" encoding="UTF-8"?>\n${printFmlLines(document)
        .map((line) => line.text)
        .join('\n')}\n`,
    })),
  ]
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'page'

const readme = (flow: Flow, program: Program, pages: number): string => `# ${flow.name}

A telephone call, exported from FML Studio.

| file | holds |
|---|---|
| \`flow.json\` | the drawing: import it into FML Studio to go on working on it |
| \`program.json\` | what runs: ops with Liquid templates, \`${program.hash}\` |
| \`pages/\` | the ${pages} documents of the call as FML, with the holes that values fill (\`{{ … }}\`) |
| \`pages.json\` | the pages in order, and for each verb the op and node that it comes from |
| \`server/\` | a server that answers the turn protocol with this program; see \`server/README.md\` |

Addresses in the pages stand for a call and a turn: \`/hooks/voice/{CallSid}/{Turn}\`.
${uploads(program)}`

/** Recordings that lie on the server of FML Studio and are not part of the export. */
function uploads(program: Program): string {
  const urls = Object.values(program.ops).flatMap((op) =>
    op.op === 'play' && mediaIdOf(op.url) !== null ? [op.url.trim()] : [],
  )
  if (urls.length === 0) return ''
  const list = [...new Set(urls)].map((url) => `- \`${url}\``).join('\n')
  return `
## Recordings to bring along

These are played and are not in this zip. Download each from FML Studio, put it on a web server, and write its full address in
\`flow.json\` before you export again; or answer the same path where this server runs.

${list}
`
}
