// The exchange through @binance/spot, Binance's own connector: base URLs and keys, nothing else.
import { Spot } from '@binance/spot';

export async function connect({ http, ws, apiKey, apiSecret }) {
    const spot = new Spot({
        configurationRestAPI: { apiKey, apiSecret, basePath: http, timeout: 5000 },
        configurationWebsocketAPI: { apiKey, apiSecret, wsURL: `${ws}/ws-api/v3` },
        configurationWebsocketStreams: { wsURL: ws },
    });
    const api = spot.restAPI;
    const data = async (call) => (await call).data();
    const connections = [];

    return {
        name: '@binance/spot',
        orderId: (name) => name,
        time: async () => Number((await data(api.time())).serverTime),
        exchangeInfo: (symbol) => data(api.exchangeInfo({ symbol })),
        depth: (symbol, limit) => data(api.depth({ symbol, limit })),
        trades: (symbol, limit) => data(api.getTrades({ symbol, limit })),
        account: () => data(api.getAccount()),
        place: (order) => data(api.newOrder({ newOrderRespType: 'FULL', ...order })),
        query: (symbol, origClientOrderId) => data(api.getOrder({ symbol, origClientOrderId })),
        cancel: (symbol, origClientOrderId) => data(api.deleteOrder({ symbol, origClientOrderId })),
        openOrders: (symbol) => data(api.getOpenOrders({ symbol })),
        myTrades: (symbol, orderId) => data(api.myTrades({ symbol, orderId })),

        async follow(symbol, onDepth, onTrade) {
            const connection = await spot.websocketStreams.connect();
            connections.push(connection);
            connection.diffBookDepth({ symbol, updateSpeed: '100ms' }).on('message', onDepth);
            connection.trade({ symbol }).on('message', onTrade);
        },
        async followAccount(onEvent) {
            const connection = await spot.websocketAPI.connect();
            connections.push(connection);
            const subscription = await connection.userDataStreamSubscribeSignature();
            subscription.stream.on('message', onEvent);
        },
        async close() {
            await Promise.all(connections.map((connection) => connection.disconnect()));
        },
    };
}
