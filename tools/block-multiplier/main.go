// Makes a large Prometheus of a small one, and prints how many series it has: the blocks of a folder become one, with many copies of their series. A copy has other
// values of the labels that tell objects apart (nodes, pods, tenants), and the same samples. One block, since a server would merge those that overlap while it is measured.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"github.com/oklog/ulid/v2"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/tsdb/index"
	"github.com/prometheus/prometheus/tsdb/tombstones"
)

// Set while linking.
var version = "unknown"

// What is copied: values of these labels, but for those that match `keep`, which are the same in each copy.
type plan struct {
	copies int
	labels map[string]bool
	keep   *regexp.Regexp
}

func main() {
	source := flag.String("source", "", "folder of the blocks to copy")
	target := flag.String("target", "", "folder for the blocks with the copies; none: only count them")
	copies := flag.Int("copies", 1, "how often each series is there, the original included")
	names := flag.String("labels", "", "labels whose values differ from copy to copy, with commas between")
	keep := flag.String("keep", "", "regular expression for values that do not")
	printVersion := flag.Bool("version", false, "print the version")
	flag.Parse()
	if *printVersion {
		fmt.Println(version)
		return
	}
	p := plan{*copies, map[string]bool{}, regexp.MustCompile("^(?:" + *keep + ")$")}
	for _, name := range strings.Split(*names, ",") {
		p.labels[name] = true
	}
	count, err := multiply(*source, *target, p)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(count)
}

// A series to be written, and which of the source's it has its chunks of.
type copied struct {
	labels labels.Labels
	source int
}

// How many series there are then.
func multiply(source, target string, p plan) (int, error) {
	scratch, err := os.MkdirTemp("", "block-multiplier-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(scratch)
	from, err := merged(source, scratch)
	if err != nil {
		return 0, err
	}
	block, err := tsdb.OpenBlock(promslog.NewNopLogger(), from, nil, nil)
	if err != nil {
		return 0, err
	}
	defer block.Close()
	series, read, err := readSeries(block, p)
	if err != nil || target == "" {
		return len(series), err
	}
	id := ulid.MustNew(ulid.Now(), rand.Reader)
	folder := filepath.Join(target, id.String())
	meta := block.Meta()
	meta.ULID, meta.Compaction = id, tsdb.BlockMetaCompaction{Level: 1, Sources: []ulid.ULID{id}}
	if meta.Stats, err = writeSeries(folder, series, read); err != nil {
		return 0, err
	}
	if _, err = tombstones.WriteFile(promslog.NewNopLogger(), folder, tombstones.NewMemTombstones()); err != nil {
		return 0, err
	}
	text, err := json.Marshal(struct {
		Version int `json:"version"`
		tsdb.BlockMeta
	}{1, meta})
	if err != nil {
		return 0, err
	}
	return len(series), os.WriteFile(filepath.Join(folder, "meta.json"), text, 0o666)
}

// The folder of a block that has all that the blocks of a folder have, as the server's own compaction makes it.
func merged(source, scratch string) (string, error) {
	metas, err := filepath.Glob(filepath.Join(source, "*", "meta.json"))
	if err != nil {
		return "", err
	}
	blocks := []string{}
	for _, meta := range metas {
		blocks = append(blocks, filepath.Dir(meta))
	}
	if len(blocks) == 0 {
		return "", fmt.Errorf("%s has no blocks", source)
	}
	compactor, err := tsdb.NewLeveledCompactor(context.Background(), nil, promslog.NewNopLogger(), []int64{tsdb.DefaultBlockDuration}, nil, nil)
	if err != nil {
		return "", err
	}
	ids, err := compactor.Compact(scratch, blocks, nil)
	if err != nil {
		return "", err
	}
	if len(ids) != 1 {
		return "", fmt.Errorf("the blocks of %s hold no sample", source)
	}
	return filepath.Join(scratch, ids[0].String()), nil
}

// The copies in the order of their labels, and the chunks of the source's series.
func readSeries(block *tsdb.Block, p plan) ([]copied, [][]chunks.Meta, error) {
	reader, err := block.Index()
	if err != nil {
		return nil, nil, err
	}
	defer reader.Close()
	stored, err := block.Chunks()
	if err != nil {
		return nil, nil, err
	}
	defer stored.Close()
	name, value := index.AllPostingsKey()
	postings, err := reader.Postings(context.Background(), name, value)
	if err != nil {
		return nil, nil, err
	}
	series, read := []copied{}, [][]chunks.Meta{}
	builder := labels.NewScratchBuilder(16)
	for postings.Next() {
		var metas []chunks.Meta
		if err := reader.Series(postings.At(), &builder, &metas); err != nil {
			return nil, nil, err
		}
		own := builder.Labels().Copy()
		for i := range metas {
			if metas[i].Chunk, _, err = stored.ChunkOrIterable(metas[i]); err != nil {
				return nil, nil, err
			}
		}
		series = append(series, copied{own, len(read)})
		for n := 1; n < p.copies; n++ {
			another := p.copyOf(own, n)
			if labels.Equal(another, own) {
				break
			}
			series = append(series, copied{another, len(read)})
		}
		read = append(read, metas)
	}
	sort.Slice(series, func(a, b int) bool { return labels.Compare(series[a].labels, series[b].labels) < 0 })
	return series, read, postings.Err()
}

// A port stays at the end of its address.
var address = regexp.MustCompile(`^(.*?)(:\d+)?$`)

func (p plan) copyOf(own labels.Labels, n int) labels.Labels {
	builder := labels.NewBuilder(own)
	own.Range(func(l labels.Label) {
		if p.labels[l.Name] && !p.keep.MatchString(l.Value) {
			builder.Set(l.Name, address.ReplaceAllString(l.Value, fmt.Sprintf("${1}-copy%d${2}", n)))
		}
	})
	return builder.Labels()
}

func writeSeries(folder string, series []copied, read [][]chunks.Meta) (stats tsdb.BlockStats, err error) {
	toChunks, err := chunks.NewWriter(filepath.Join(folder, "chunks"))
	if err != nil {
		return stats, err
	}
	defer toChunks.Close()
	toIndex, err := index.NewWriter(context.Background(), filepath.Join(folder, "index"))
	if err != nil {
		return stats, err
	}
	for _, symbol := range symbolsOf(series) {
		if err := toIndex.AddSymbol(symbol); err != nil {
			return stats, err
		}
	}
	for ref, one := range series {
		metas := append([]chunks.Meta{}, read[one.source]...)
		if err := toChunks.WriteChunks(metas...); err != nil {
			return stats, err
		}
		if err := toIndex.AddSeries(storage.SeriesRef(ref), one.labels, metas...); err != nil {
			return stats, err
		}
		stats.NumSeries++
		stats.NumChunks += uint64(len(metas))
		for _, meta := range metas {
			stats.NumSamples += uint64(meta.Chunk.NumSamples())
		}
	}
	stats.NumFloatSamples = stats.NumSamples
	return stats, toIndex.Close()
}

func symbolsOf(series []copied) []string {
	known := map[string]bool{"": true}
	for _, one := range series {
		one.labels.Range(func(l labels.Label) {
			known[strings.Clone(l.Name)], known[strings.Clone(l.Value)] = true, true
		})
	}
	symbols := make([]string, 0, len(known))
	for symbol := range known {
		symbols = append(symbols, symbol)
	}
	sort.Strings(symbols)
	return symbols
}
