import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { client, messageOf } from '../api/client.ts'
import { queryClient, refreshLists } from '../api/queries.ts'

/** Makes an empty flow and gives its id. */
export async function createEmptyFlow(): Promise<string> {
  const { flow } = await client.createFlow({})
  refreshLists()
  return flow.id
}

export async function duplicateFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.createFlow({ flow: { ...flow, name: `${flow.name} copy`.slice(0, 200) } })
  refreshLists()
}

/** Deletes a flow; the notification brings it back. */
export async function deleteFlow(id: string): Promise<void> {
  const { flow } = await client.flow(id)
  await client.deleteFlow(id)
  await queryClient.invalidateQueries({ queryKey: ['flows'] })
  const notice = notifications.show({
    message: createElement(
      'span',
      null,
      `“${flow.name}” is deleted. `,
      createElement(
        'button',
        {
          type: 'button',
          className: 'plain-link',
          onClick: () => {
            notifications.hide(notice)
            client.createFlow({ flow }).then(refreshLists, (error: unknown) => {
              notifications.show({ color: 'red', message: messageOf(error) })
            })
          },
        },
        'Undo',
      ),
    ),
    autoClose: 10_000,
  })
}

const mebibyte = 1024 * 1024

/** Brings in a flow from a file as a new flow. */
export async function importFlow(file: File): Promise<void> {
  if (file.size > 16 * mebibyte) return refuse(file, 'It is larger than 16 MB.')
  let document: unknown
  try {
    document = JSON.parse(await file.text())
  } catch {
    return refuse(file, 'It is not JSON. Choose a file that was exported from FML Studio.')
  }
  const { flow } = await client.createFlow({ flow: document })
  refreshLists()
  notifications.show({ color: 'green', message: `“${flow.name}” is imported as a new flow.` })
}

function refuse(file: File, why: string): void {
  notifications.show({ color: 'red', title: `“${file.name}” was not imported`, message: why })
}
