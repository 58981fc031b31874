import{as as o,at as m,H as l,ag as y,ao as i,_ as I}from"./console-DdJvD-Le.js";const $=o(`
  query MyEntries($from: Date!, $to: Date!, $after: String) {
    myEntries(dateFrom: $from, dateTo: $to, first: 100, after: $after) {
      edges {
        node {
          id workDate status quantity acceptedQuantity startedAt minutes output normMinutes complexity quality daysLate
          verifiedAt createdAt taskId workItemId
          workItem { name productUnit }
          verifier { fullName }
          evidence { documentNumber fileId }
          score { points }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`),g=o(`
  query MyReturned($from: Date!, $to: Date!) {
    myEntries(dateFrom: $from, dateTo: $to, statuses: [RETURNED], first: 20) {
      edges { node { id history { kind reason } } }
    }
  }
`),E=o(`
  query MyTasks {
    tasks(mineOnly: true, openOnly: true, first: 100) {
      edges {
        node { id title quantity dueDate note documentNumber workItemId assigner { fullName } workItem { name productUnit } }
      }
    }
  }
`),k=o(`
  query MyPosts($person: UUID!) {
    posts(personId: $person) { id isPrimary validTo jobPosition { positionGroup } }
  }
`),D=o(`
  query ItemsOfPost($post: UUID!, $after: String) {
    workItems(filter: { appointmentId: $post }, first: 100, after: $after) {
      edges { node { id code name normMinutes complexity productUnit output positionGroups ownerUnitId } }
      pageInfo { hasNextPage endCursor }
    }
  }
`),U=o(`
  query MyMonths($person: UUID!, $from: Date!, $to: Date!) {
    monthScores(personId: $person, dateFrom: $from, dateTo: $to) {
      month revision results total rating receipt scoredAt hash
    }
  }
`),q=o(`
  query EntryReceipt($id: UUID!) {
    receipt(entryId: $id) {
      points packageName packageVersion hash scoredAt
      inputs { name value }
      values { name value }
    }
  }
`),R=o(`
  query MyEntry($id: UUID!) {
    entry(id: $id) {
      id workDate status quantity acceptedQuantity startedAt minutes output normMinutes complexity quality daysLate comment
      taskId workItemId
      workItem { name productUnit }
      verifier { fullName }
      verifiedAt
      evidence { id documentNumber fileId link }
      history { id kind at reason person { fullName } }
      score { points }
    }
  }
`),A=o(`
  mutation EditEntry($input: WorkEntryInput!) { editEntry(input: $input) { id } }
`),v=o(`
  mutation SubmitEntry($id: UUID!) { submitEntry(input: { id: $id }) { id status } }
`),P=o(`
  mutation WithdrawEntry($id: UUID!) { withdrawEntry(input: { id: $id }) { id status } }
`),C=o(`
  mutation DiscardEntry($id: UUID!) { discardEntry(input: { id: $id }) }
`),h=6*36e5,f=()=>I.me?.personId??"";async function w(){const e=l.today(),a=[y(e,-31),`${e.slice(0,7)}-01`].sort()[0]??e,r=[];for(let t=null,s=!0;s;){const{myEntries:n}=await i($,{from:a,to:e,after:t});r.push(...n?.edges.map(({node:p})=>p)??[]),t=n?.pageInfo.endCursor??null,s=n?.pageInfo.hasNextPage??!1}const u=(r.some(({status:t})=>t==="RETURNED")?await i(g,{from:a,to:e}):void 0)?.myEntries?.edges.map(({node:t})=>[t.id,t.history.findLast(({kind:s})=>s==="returned")?.reason??""])??[];return{entries:r,reasons:Object.fromEntries(u)}}async function T(){return(await i(E,{})).tasks?.edges.map(({node:e})=>e)??[]}async function N(){const{posts:e}=await i(k,{person:f()}),a=l.today(),r=e?.filter(({validTo:t})=>!t||t>a)??[],d=r.find(({isPrimary:t})=>t)??r[0],u=[];for(let t=null,s=d!==void 0;d&&s;){const{workItems:n}=await i(D,{post:d.id,after:t});u.push(...n?.edges.map(({node:p})=>p)??[]),t=n?.pageInfo.endCursor??null,s=n?.pageInfo.hasNextPage??!1}return{items:u,positionGroup:d?.jobPosition?.positionGroup??null}}async function S(){const e=l.today(),a=`${y(`${e.slice(0,7)}-01`,-150).slice(0,7)}-01`;return(await i(U,{person:f(),from:a,to:e})).monthScores??[]}const c={log:new m("log",w),tasks:new m("tasks",T),catalogue:new m("catalogue",N),months:new m("months",S),async open(){await Promise.all([c.log.open(),c.tasks.open(),c.catalogue.open(h),c.months.open()])}};export{h as C,C as D,R as E,q as R,v as S,P as W,A as a,c as m};
