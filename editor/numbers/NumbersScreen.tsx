import { useNumbers } from '../api/queries.ts'
import { Link } from '../shell/Link.tsx'
import { formatNumber } from './formatNumber.ts'
import './numbers.css'
import { t } from '../i18n/t.ts'

/** The numbers that this installation answers, and with what. */
export function NumbersScreen() {
  const numbers = useNumbers()
  return (
    <main className="screen">
      <div className="page">
        <header className="page-head">
          <h1>{t('Numbers')}</h1>
        </header>
        {numbers.isError && (
          <p role="alert">{t('The numbers cannot be loaded. Check that the server runs.')}</p>
        )}
        {numbers.data && (
          <table className="numbers">
            <thead>
              <tr>
                <th scope="col">{t('Number')}</th>
                <th scope="col">{t('Answers with')}</th>
                <th scope="col">{t('Version')}</th>
                <th scope="col">{t('Served by')}</th>
              </tr>
            </thead>
            <tbody>
              {numbers.data.map((number) => (
                <tr key={number.number}>
                  <td className="numbers-number">{formatNumber(number.number)}</td>
                  <td>
                    {number.flowId === null ? (
                      <span className="faint">{t('Free: publish a flow to it')}</span>
                    ) : (
                      <Link place={{ screen: 'flow', id: number.flowId }} className="numbers-flow">
                        {number.flowName}
                      </Link>
                    )}
                  </td>
                  <td>{number.version ?? <span className="faint">–</span>}</td>
                  <td className="muted">{t('This computer')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p className="numbers-hint">
          {t(
            'Local numbers are answered by the built-in voice engine. Publish a flow to one, choose it on the Phone tab of that flow, and press Call.',
          )}
        </p>
      </div>
    </main>
  )
}
