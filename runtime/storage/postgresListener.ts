import { Client } from 'pg'
import { connectionOf } from './postgresPool.ts'

export interface PostgresListener {
  /** Whether signals arrive now. */
  readonly isConnected: boolean
  close(): Promise<void>
}

/** Where processes tell each other which calls have new rows. */
export const rowsChannel = 'fml_rows'

/** Milliseconds between attempts to come back: twice as long each time, up to the longest. */
const firstPause = 100
const longestPause = 5_000

/**
 * Hears what other processes tell, for as long as it is open. `onBack`: signals may have been missed, for the connection
 * was away.
 */
export async function listenTo(
  url: string,
  onSignal: (payload: string) => void,
  onBack: () => void,
): Promise<PostgresListener> {
  let client: Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  let pause = firstPause

  const connect = async () => {
    const fresh = new Client(connectionOf(url))
    const lose = () => {
      if (client === fresh) client = null
      else return
      fresh.end().catch(() => {})
      comeBack()
    }
    fresh.on('error', lose)
    fresh.on('end', lose)
    fresh.on('notification', ({ payload }) => onSignal(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${rowsChannel}`)
    } catch (error) {
      fresh.end().catch(() => {})
      throw error
    }
    client = fresh
    pause = firstPause
  }

  const comeBack = () => {
    if (isClosed || timer) return
    // Jitter: processes that lost it together do not all come back together.
    timer = setTimeout(
      () => {
        timer = null
        connect().then(onBack, comeBack)
      },
      pause * (0.5 + Math.random() / 2),
    )
    timer.unref()
    pause = Math.min(longestPause, pause * 2)
  }

  await connect()
  return {
    get isConnected() {
      return client !== null
    },
    close: async () => {
      isClosed = true
      if (timer) clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}
