import { Button } from '@mantine/core'
import { client } from '../api/client.ts'
import { useFlows } from '../api/queries.ts'
import { go } from '../router.ts'
import { Link } from '../shell/Link.tsx'

export function FlowsScreen() {
  const flows = useFlows()
  return (
    <main className="screen">
      <div className="page">
        <header className="page-head">
          <h1>Flows</h1>
          <Button
            onClick={async () => go({ screen: 'flow', id: (await client.createFlow({})).flow.id })}
          >
            New flow
          </Button>
        </header>
        {flows.data?.map((flow) => (
          <Link key={flow.id} place={{ screen: 'flow', id: flow.id }}>
            {flow.name}
          </Link>
        ))}
      </div>
    </main>
  )
}
