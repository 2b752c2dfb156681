"""kg build with workers that are Slurm jobs: python slurm.py JOBS PATHS… -o DIR

JOBS jobs of CORES workers each, through dask-jobqueue (pip install dask-jobqueue), which also knows PBS, SGE, LSF, HTCondor: another class
in the place of SLURMCluster. kg must be installed where all nodes find it, and the node that runs this must be reachable from them.
"""

import subprocess
import sys

from dask_jobqueue import SLURMCluster

CORES = 8
MEMORY = "16GB"
HOURS = "04:00:00"


def main() -> int:
    jobs, *arguments = sys.argv[1:]
    # As many processes as cores: one thread each.
    with SLURMCluster(cores=CORES, processes=CORES, memory=MEMORY, walltime=HOURS) as cluster:
        cluster.scale(jobs=int(jobs))
        return subprocess.call(["kg", "build", *arguments, "--engine", "dask", "--scheduler", cluster.scheduler_address])


if __name__ == "__main__":
    sys.exit(main())
