// node trade.mjs LIBRARY SYMBOL: one library through the scenario. EXCHANGE_URL, EXCHANGE_KEY and
// EXCHANGE_SECRET say where and who.
import dns from 'node:dns';
import { play } from './scenario.mjs';

const [library, symbol] = process.argv.slice(2);
// Loopback is all a client may reach: a library that forgets its base URL fails instead of trading elsewhere.
dns.lookup = (host, ...rest) => rest.at(-1)(new Error(`${library} wants to reach ${host}`));

const { connect } = await import(`./${library}.mjs`);
const { EXCHANGE_URL: http, EXCHANGE_KEY: apiKey, EXCHANGE_SECRET: apiSecret } = process.env;
const venue = await connect({ http, ws: http.replace(/^http/, 'ws'), apiKey, apiSecret });
try {
    await play(venue, symbol);
} catch (error) {
    console.error(`FAILED ${venue.name}:`, error);
    process.exit(1);
}
await Promise.race([venue.close(), new Promise((done) => setTimeout(done, 3000))]);
process.exit(0);
