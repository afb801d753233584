// The exchange through binance, the community's client: base URLs and keys, nothing else.
import { MainClient, WebsocketAPIClient, WebsocketClient } from 'binance';

const quiet = { trace() {}, info() {}, error: console.error };

export async function connect({ http, ws, apiKey, apiSecret }) {
    const keys = { api_key: apiKey, api_secret: apiSecret };
    const api = new MainClient({ ...keys, baseUrl: http });
    const closers = [];

    return {
        name: 'binance',
        // It wants its own prefix.
        orderId: () => api.generateNewOrderId(),
        // Not getServerTime(): it asks the real exchange, whatever the base URL.
        time: async () => (await api.get('api/v3/time')).serverTime,
        exchangeInfo: (symbol) => api.getExchangeInfo({ symbol }),
        depth: (symbol, limit) => api.getOrderBook({ symbol, limit }),
        trades: (symbol, limit) => api.getRecentTrades({ symbol, limit }),
        account: () => api.getAccountInformation(),
        place: (order) => api.submitNewOrder({ newOrderRespType: 'FULL', ...order }),
        query: (symbol, origClientOrderId) => api.getOrder({ symbol, origClientOrderId }),
        cancel: (symbol, origClientOrderId) => api.cancelOrder({ symbol, origClientOrderId }),
        openOrders: (symbol) => api.getOpenOrders({ symbol }),
        myTrades: (symbol, orderId) => api.getAccountTradeList({ symbol, orderId }),

        async follow(symbol, onDepth, onTrade) {
            const client = new WebsocketClient({ wsUrl: ws }, quiet);
            closers.push(() => client.closeAll(true));
            client.on('message', (message) => {
                if (message.e === 'depthUpdate') onDepth(message);
                if (message.e === 'trade') onTrade(message);
            });
            const pair = symbol.toLowerCase();
            await client.subscribe([`${pair}@depth@100ms`, `${pair}@trade`], 'main');
        },
        async followAccount(onEvent) {
            const client = new WebsocketAPIClient({ ...keys, wsUrl: ws, attachEventListeners: false }, quiet);
            closers.push(() => client.getWSClient().closeAll(true));
            client.getWSClient().on('message', (message) => onEvent(message.event ?? message));
            await client.subscribeUserDataStream('mainWSAPI');
        },
        async close() {
            for (const close of closers) close();
        },
    };
}
