#!/bin/sh
# kg build with workers in YARN containers: sh yarn.sh CONTAINERS PATHS... -o DIR
# Hadoop's own distributed shell starts them; the scheduler and the build run here, on a node that the containers can reach.
# KG is a virtual environment with kg[distributed] at the same place on all nodes; HADOOP_HOME is Hadoop's folder.
set -eu
containers=$1
shift
: "${KG:?a virtual environment with kg, at the same place on all nodes}" "${HADOOP_HOME:?the folder of Hadoop}"
address=tcp://$(hostname -f):${PORT:=8786}

"$KG/bin/dask" scheduler --port "$PORT" --no-dashboard &
scheduler=$!
shell=$(ls "$HADOOP_HOME"/share/hadoop/yarn/hadoop-yarn-applications-distributedshell-*.jar | head -n 1)
"$HADOOP_HOME/bin/yarn" jar "$shell" -jar "$shell" -num_containers "$containers" -container_memory 2048 -container_vcores 1 \
  -shell_command "$KG/bin/dask worker $address --nthreads 1 --memory-limit 2GB --no-dashboard --death-timeout 60" >yarn.log 2>&1 &
yarn=$!
# Without their scheduler the workers end, and with them the application.
trap 'kill "$scheduler"; wait "$yarn" || true' EXIT
"$KG/bin/kg" build "$@" --engine dask --scheduler "$address"
