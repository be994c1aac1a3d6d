import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type { Post } from './benchCalls.ts'

export interface Client {
  post(
    post: Post,
  ): Promise<{ readonly status: number; readonly body: string; readonly callId: string }>
  close(): void
}

/** Posts to a server over connections that stay open. */
export function createClient(base: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(base)
  return {
    post: ({ path, body, headers }) =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            agent,
            hostname,
            port,
            path,
            method: 'POST',
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('error', reject)
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: Buffer.concat(chunks).toString(),
                callId: String(response.headers['x-call-id'] ?? ''),
              }),
            )
          },
        )
        sent.setTimeout(20_000, () => sent.destroy(new Error(`No answer from ${base}${path}`)))
        sent.on('error', reject)
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** CPU seconds a process has used so far, with all its threads (proc(5): utime and stime in ticks of 10 ms). */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
