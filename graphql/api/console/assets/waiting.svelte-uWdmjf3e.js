import{aB as o}from"./console-C2egkUFC.js";const a=o({count:void 0});export{a as w};
