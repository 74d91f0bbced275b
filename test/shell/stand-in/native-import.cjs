// Node's own `import`: this file is loaded by `require`, so no test runner rewrites it.
exports.nativeImport = (address) => import(address);
